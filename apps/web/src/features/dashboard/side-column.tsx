import type { Connection } from '@koppel/contracts';
import { Stack } from '@koppel/ui';
import { AttentionCard } from './attention-card.js';
import { BudgetCard } from './budget-card.js';

/** What stands beside the numbers: what needs someone, and what is left of the limits. */
export default function SideColumn({ connections }: { connections: Connection[] }) {
  return (
    <Stack gap="lg">
      <AttentionCard connections={connections} />
      <BudgetCard connections={connections} />
    </Stack>
  );
}
