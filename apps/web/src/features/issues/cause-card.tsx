import type { IssueCause } from '@koppel/contracts';
import { Badge, Button, Card, FactList, Stack } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { SettingLink } from '../../entities/flow/setting-link.js';
import { issueStateTones } from '../../entities/issue/issue.js';
import { waitsForText } from '../../entities/issue/waits-for.js';
import { formatMoment } from '../../shared/format/format.js';
import { Reason } from '../../shared/page/reason.js';
import { BulkActions, type BulkResult } from './issue-actions.js';
import { issueTitle } from './issue-title.js';
import { texts } from './texts.js';

/** What a cause is called, in the reader's language. */
export function causeTitle(cause: Pick<IssueCause, 'failureClass' | 'entity' | 'reason'>): string {
  return texts.causeOf(issueTitle(cause), entityLabels[cause.entity].many);
}

export function totalOf({ counts }: Pick<IssueCause, 'counts'>): number {
  return counts.open + counts.held + counts.retrying;
}

/** One cause: what it means, what to do, and how many records are affected. */
export function CauseCard({ cause, onResult }: { cause: IssueCause; onResult: (result: BulkResult) => void }) {
  const title = causeTitle(cause);
  const name = useFlowNames().nameOf(cause.flowId);
  return (
    <Card
      title={title}
      description={name && `${name.integration} · ${name.flow}`}
      aside={<CauseCounts cause={cause} />}
    >
      <Stack>
        <CauseExplanation cause={cause} />
        <BulkActions
          selection={{ causeId: cause.causeId }}
          onResult={onResult}
          count={cause.counts.open + cause.counts.held}
          lead={
            <Button size="sm" variant="primary" asChild>
              <Link
                to="/issues/causes/$causeId"
                params={{ causeId: cause.causeId }}
                aria-label={texts.seeAllOf(totalOf(cause), title)}
              >
                {texts.seeAll(totalOf(cause))}
              </Link>
            </Button>
          }
          labels={{
            retry: texts.retryAll,
            retryNamed: texts.retryAllOf(title),
            skip: texts.skipAll,
            skipNamed: texts.skipAllOf(title),
          }}
        />
      </Stack>
    </Card>
  );
}

export function CauseCounts({ cause: { counts } }: { cause: IssueCause }) {
  return (
    <>
      {(['open', 'held', 'retrying'] as const).map(
        (state) =>
          counts[state] > 0 && (
            <Badge key={state} tone={issueStateTones[state]}>
              {texts.causeCounts[state](counts[state])}
            </Badge>
          ),
      )}
    </>
  );
}

/** The reason, which says what to do, and examples. */
export function CauseExplanation({ cause }: { cause: IssueCause }) {
  const facts = [
    { label: texts.reasonAndAdvice, value: <Reason reason={cause.reason} /> },
    ...(cause.waitsFor ? [{ label: texts.waitsFor, value: waitsForText(cause.waitsFor) }] : []),
    ...(cause.examples.length > 0 ? [{ label: texts.examples, value: cause.examples.join(', ') }] : []),
    { label: texts.since, value: formatMoment(cause.firstOpenedAt) },
    { label: texts.lastSeen, value: formatMoment(cause.lastUpdatedAt) },
  ];
  return (
    <>
      <FactList facts={facts} />
      {cause.reason.field && <SettingLink flowId={cause.flowId} field={cause.reason.field} />}
    </>
  );
}
