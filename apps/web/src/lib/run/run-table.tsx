import type { Run } from '@koppel/contracts';
import { DataTable, Text } from '@koppel/ui';
import { runColumns } from './run-columns.js';
import { texts } from './texts.js';

/** A few runs, one a row. */
export function RunTable({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return <Text tone="soft">{texts.none}</Text>;
  return <DataTable caption={texts.runs} columns={runColumns} rows={runs} rowKey={(run) => run.id} />;
}
