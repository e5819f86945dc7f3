import type { RecordAttempt, RecordOutcome } from '@koppel/contracts';
import {
  Button,
  Card,
  CopyButton,
  DiffPanes,
  Field,
  Input,
  type JsonMark,
  JsonView,
  leavesOf,
  Stack,
  Text,
} from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleDashed, CircleX, Minus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery } from '../../shared/api/queries.js';
import { formatInstant } from '../../shared/format/format.js';
import { QueryView } from '../../shared/page/query-view.js';
import { marksOf } from './payload-marks.js';
import { texts } from './texts.js';

type Attempt = Reply<'getRecordAttempt'>;

/** Where the page goes when somebody wants to see it. */
export const attemptDataId = 'attempt-data';

/** The data of one attempt, from the source to the target. */
export function AttemptData({ attempt }: { attempt: RecordAttempt }) {
  const query = useQuery({ ...apiQuery('getRecordAttempt', { attemptId: attempt.id }), staleTime: Infinity });
  const { flowId, entity, sourceKey } = attempt;
  const hide = (
    <Button size="sm" asChild>
      <Link
        to="/records/$flowId/$entity/$sourceKey"
        params={{ flowId, entity, sourceKey }}
        search={{}}
        resetScroll={false}
        replace
      >
        {texts.hide}
      </Link>
    </Button>
  );
  return (
    <div id={attemptDataId} className="min-w-0 scroll-mt-4">
      <Card title={texts.payloadsTitle(formatInstant(attempt.at))} aside={hide}>
        <QueryView query={query}>
          {(data) => (
            <Stack>
              <Stages attempt={data} />
              <Payloads payloads={data.payloads} />
            </Stack>
          )}
        </QueryView>
      </Card>
    </div>
  );
}

const stageLooks: Record<StageState, { Icon: typeof Check; look: string }> = {
  done: { Icon: Check, look: 'text-good' },
  stopped: { Icon: CircleX, look: 'text-danger' },
  not_needed: { Icon: Minus, look: 'text-ink-soft' },
  not_reached: { Icon: CircleDashed, look: 'text-ink-soft' },
};

function Stages({ attempt }: { attempt: Attempt }) {
  return (
    <ol aria-label={texts.stagesTitle} className="flex flex-wrap gap-x-6 gap-y-1">
      {stagesOf(attempt).map(({ stage, state }) => {
        const { Icon, look } = stageLooks[state];
        return (
          <li key={stage} className="flex items-center gap-1.5">
            <Icon aria-hidden className={`size-4 ${look}`} />
            <span className="font-medium">{texts.stages[stage]}</span>
            <span className="text-sm text-ink-soft">{texts.stageStates[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}

const stages = ['source', 'canonical', 'target'] as const;
const helps = { source: texts.sourceHelp, canonical: texts.canonicalHelp, target: texts.targetHelp };

function Payloads({ payloads }: { payloads: Attempt['payloads'] }) {
  const [search, setSearch] = useState('');
  const marks = useMemo(() => marksOfStages(payloads), [payloads]);
  if (stages.every((stage) => payloads[stage] === null)) return <Text tone="soft">{texts.nothingKept}</Text>;
  const panes = stages.map((stage) => ({
    id: stage,
    title: texts[stage],
    description: (
      <span className="flex flex-wrap items-center justify-between gap-2">
        {helps[stage]}
        {payloads[stage] !== null && (
          <CopyButton
            size="sm"
            variant="quiet"
            value={JSON.stringify(payloads[stage], null, 2)}
            label={texts.copyOf(texts[stage])}
            copyLabel={texts.copy}
            copiedLabel={texts.copied}
          />
        )}
      </span>
    ),
    content:
      payloads[stage] === null ? (
        <p className="p-3 text-sm text-ink-soft">{texts.notKept}</p>
      ) : (
        <JsonView
          label={texts[stage]}
          json={payloads[stage]}
          search={search}
          marks={marks[stage]}
          labels={{ ...texts.view, marks: texts.marks }}
        />
      ),
  }));
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-full sm:w-72">
          <Field label={texts.find}>
            <Input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
          </Field>
        </div>
        <Legend />
      </div>
      <DiffPanes label={texts.panes} panes={panes} />
    </>
  );
}

function Legend() {
  return (
    <p className="text-sm text-ink-soft">
      {texts.legend} <span aria-hidden>=</span> {texts.marks.same}, <span aria-hidden>≠</span> {texts.marks.differs}
    </p>
  );
}

function marksOfStages({ source, canonical, target }: Attempt['payloads']): Record<string, Map<string, JsonMark>> {
  const leaves = { source: leavesOf(source), canonical: leavesOf(canonical), target: leavesOf(target) };
  return {
    source: marksOf(leaves.source, leaves.canonical),
    canonical: marksOf(leaves.canonical, leaves.target),
    target: marksOf(leaves.target, leaves.canonical),
  };
}

export type Stage = 'read' | 'mapped' | 'compared' | 'written';
export type StageState = 'done' | 'stopped' | 'not_needed' | 'not_reached';

interface Came {
  outcome: RecordOutcome;
  payloads: { canonical: unknown; target: unknown };
}

/** How far a record got in one attempt. Without stored data the outcome decides. */
export function stagesOf({ outcome, payloads }: Came): { stage: Stage; state: StageState }[] {
  const [mapped, compared, written] = statesOf({ outcome, payloads });
  return [
    { stage: 'read', state: 'done' },
    { stage: 'mapped', state: mapped },
    { stage: 'compared', state: compared },
    { stage: 'written', state: written },
  ];
}

function statesOf({ outcome, payloads }: Came): [StageState, StageState, StageState] {
  if (outcome === 'created' || outcome === 'updated') return ['done', 'done', 'done'];
  if (outcome === 'withdrawn') return ['not_needed', 'not_needed', 'done'];
  if (outcome === 'unchanged') return ['done', 'done', 'not_needed'];
  const isMapped = payloads.canonical !== null;
  const hasForm = payloads.target !== null;
  if (!isMapped && !hasForm) return ['stopped', 'not_reached', 'not_reached'];
  if (!hasForm || outcome === 'filtered') return ['done', 'stopped', 'not_reached'];
  return ['done', 'done', 'stopped'];
}
