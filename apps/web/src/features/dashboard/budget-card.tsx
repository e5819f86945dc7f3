import { Card, Meter, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import type { Connection } from '@koppel/contracts';
import { apiQuery } from '../../lib/api/queries.js';
import { formatTime } from '../../lib/format/format.js';
import { QueryView } from '../../lib/page/query-view.js';
import { budgetLines, budgetTone, type BudgetLine } from './budget.js';
import { texts } from './texts.js';

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
                  <Line line={line} />
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
    </Card>
  );
}

function Line({ line: { connection, day, minute } }: { line: BudgetLine }) {
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
