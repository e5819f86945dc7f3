import type { Connection, IssueCause } from '@koppel/contracts';
import { Button, Card, Meter, Row, Stack, Text, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Plug, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { apiQuery } from '../../shared/api/queries.js';
import { formatTime } from '../../shared/format/format.js';
import { QueryView } from '../../shared/page/query-view.js';
import { reasonText } from '../../shared/page/reason.js';
import { type BudgetLine, budgetLines, budgetTone } from './dashboard.js';
import { texts } from './texts.js';

/** The column beside the numbers: what needs attention, and the API limits. */
export default function SideColumn({ connections }: { connections: Connection[] }) {
  return (
    <Stack gap="lg">
      <AttentionCard connections={connections} />
      <BudgetCard connections={connections} />
    </Stack>
  );
}

const SHOWN = 4;

/** Connections that need attention, and the largest causes of open issues. */
export function AttentionCard({ connections }: { connections: Connection[] }) {
  const causes = useQuery(apiQuery('listIssueCauses', { limit: 200 }));
  const broken = connections.filter(({ state }) => state === 'needs_attention');
  return (
    <Card title={texts.attention}>
      <QueryView query={causes}>
        {({ items }) => {
          const open = items.filter(({ counts }) => counts.open > 0);
          if (broken.length + open.length === 0) return <AllWell />;
          return (
            <Stack>
              <ul className="grid gap-4">
                {broken.map((connection) => (
                  <ConnectionLine key={connection.id} connection={connection} />
                ))}
                {open.slice(0, SHOWN).map((cause) => (
                  <CauseLine key={cause.causeId} cause={cause} />
                ))}
              </ul>
              {open.length > 0 && (
                <Row>
                  <Button size="sm" asChild>
                    <Link to="/issues">{texts.allIssues}</Link>
                  </Button>
                </Row>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </Card>
  );
}

function AllWell() {
  return (
    <p className="flex items-center gap-2 text-ink-soft">
      <CircleCheck aria-hidden className="size-5 shrink-0 text-good" />
      {texts.nothing}
    </p>
  );
}

function AttentionLine({ icon, title, reason }: { icon: ReactNode; title: ReactNode; reason: string }) {
  return (
    <li className="flex gap-3">
      {icon}
      <div className="min-w-0">
        <p className="font-medium break-words">{title}</p>
        <p className="line-clamp-3 text-sm break-words text-ink-soft">{reason}</p>
      </div>
    </li>
  );
}

function ConnectionLine({ connection }: { connection: Connection }) {
  return (
    <AttentionLine
      icon={<Plug aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />}
      title={
        <TextLink>
          <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
            {connection.displayTitle}
          </Link>
        </TextLink>
      }
      reason={connection.reason ? reasonText(connection.reason) : texts.mend}
    />
  );
}

function CauseLine({ cause }: { cause: IssueCause }) {
  const { one, many } = entityLabels[cause.entity];
  return (
    <AttentionLine
      icon={<TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" />}
      title={
        <TextLink>
          <Link to="/issues/causes/$causeId" params={{ causeId: cause.causeId }}>
            {texts.issuesOf(cause.counts.open, one, many)}
          </Link>
        </TextLink>
      }
      reason={reasonText(cause.reason)}
    />
  );
}

/** What the connections have used of what their applications allow. */
export function BudgetCard({ connections }: { connections: Connection[] }) {
  const budgets = useQuery(apiQuery('listBudgets', {}));
  return (
    <Card title={texts.budget} description={texts.budgetHelp}>
      <QueryView query={budgets}>
        {({ items }) => {
          const lines = budgetLines(items, connections);
          if (lines.length === 0) return <Text tone="soft">{texts.noLimits}</Text>;
          return (
            <ul className="grid gap-4">
              {lines.map((line) => (
                <li key={line.connection.id}>
                  <BudgetMeter line={line} />
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
    </Card>
  );
}

function BudgetMeter({ line: { connection, day, minute } }: { line: BudgetLine }) {
  const title = connection.displayTitle;
  return (
    <Stack gap="sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 font-medium break-words">{title}</span>
        {day && <span className="text-sm text-ink-soft tabular-nums">{texts.used(day.used, day.limit)}</span>}
      </div>
      {day && (
        <Meter
          label={texts.budgetOf(title)}
          value={day.used}
          limit={day.limit}
          valueText={texts.used(day.used, day.limit)}
          tone={budgetTone(day)}
        />
      )}
      <Text tone="soft" size="sm">
        {day ? texts.resets(formatTime(day.resetsAt)) : minute && texts.perMinute(minute.limit)}
      </Text>
    </Stack>
  );
}
