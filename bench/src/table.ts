import type { Measured } from './measure.ts';
import type { BenchResult } from './result.ts';

const headings = [
  '',
  'records/s',
  'seconds',
  'CPU s',
  'peak MiB',
  'Postgres CPU s',
  'calls Exact',
  'calls shop',
  'writes shop',
];

function rowOf(name: string, measured: Measured): string[] {
  const { calls } = measured;
  return [
    name,
    measured.recordsPerSecond.toFixed(0),
    measured.seconds.toFixed(2),
    measured.cpuSeconds.toFixed(2),
    measured.peakMib.toFixed(0),
    measured.postgresCpuSeconds.toFixed(2),
    ...[calls.exact, calls.shop, calls.shopWrites].map(String),
  ];
}

function wholeRow(name: string, records: number, { whole }: Measured): string[] {
  if (!whole) return [];
  const rate = (records / whole.seconds).toFixed(0);
  return [name, rate, whole.seconds.toFixed(2), whole.cpuSeconds.toFixed(2), whole.peakMib.toFixed(0), '', '', '', ''];
}

function lines(rows: readonly string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd());
}

/** The result as a person reads it. */
export function tableOf(result: BenchResult): string {
  const { machine, records, rounds, median, ratio, wholeRatio } = result;
  const { koppel, bare } = median;
  const rows = [
    headings,
    rowOf('first sync: Koppel', koppel.first),
    wholeRow('  all services, as seen', records, koppel.first),
    rowOf('first sync: bare script', bare.first),
    rowOf('unchanged: Koppel', koppel.again),
    wholeRow('  all services, as seen', records, koppel.again),
    rowOf('unchanged: bare script', bare.again),
  ].filter((row) => row.length > 0);
  return [
    '',
    `${records} records, ${rounds.length} ${rounds.length === 1 ? 'round' : 'rounds'} (medians); ${machine.cores} × ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}`,
    '',
    ...lines(rows),
    '',
    `Koppel over bare at first sync: ${ratio.first.toFixed(2)} (rounds ${ratio.firstLeast.toFixed(2)} to ${ratio.firstMost.toFixed(2)}; goal ${result.goal}: ${result.isGoalReached ? 'reached' : 'MISSED'}), as seen from outside ${wholeRatio.first.toFixed(2)}`,
    `Koppel over bare, unchanged:    ${ratio.again.toFixed(2)}, as seen from outside ${wholeRatio.again.toFixed(2)}`,
    result.isSameWork
      ? `Same work: both shops hold the same ${median.koppel.content.products} products (${median.koppel.content.hash.slice(0, 12)}…), and no second sync wrote anything.`
      : 'NOT THE SAME WORK: the shops differ, or a second sync wrote something. The rates above mean nothing; look at the rounds with --json.',
    '',
  ].join('\n');
}
