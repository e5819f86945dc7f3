import { query } from './database.js';
import type { Demo } from './demo.js';
import type { SandboxSystem } from './sandbox-system.js';

interface Copies {
  table: 'run' | 'record_attempt' | 'issue';
  /** SQL of the row that all are like, as `model`. */
  model: string;
  /** SQL of an object with what differs; `n` counts the copies from 1. */
  changes: string;
  count: number;
  values: unknown[];
}

/** Puts rows into the flow-runner's database that are like one that is there; gives the id of the first. */
async function insertCopies(system: SandboxSystem, { table, model, changes, count, values }: Copies): Promise<string> {
  const [first] = await query<{ id: string }>(
    system,
    `with model as (${model}), made as (
       insert into flow_runner.${table}
       select made.* from model, generate_series(1, ${count}) n,
         jsonb_populate_record(null::flow_runner.${table}, to_jsonb(model) || ${changes}) made
       returning id)
     select id from made limit 1`,
    values,
  );
  if (!first) throw new Error(`there is no row in ${table} to copy`);
  return first.id;
}

/** A completed run of the products with so many records. */
export async function insertRun(system: SandboxSystem, demo: Demo, records: number): Promise<string> {
  const runId = await insertCopies(system, {
    table: 'run',
    model: 'select * from flow_runner.run where flow_id = $1 limit 1',
    changes: `jsonb_build_object('id', gen_random_uuid(), 'state', 'completed', 'read', $2::int, 'created', $2::int,
      'unchanged', 0, 'pages', $2::int / 200, 'queued_at', now())`,
    count: 1,
    values: [demo.flows.products.id, records],
  });
  if (records === 0) return runId;
  await insertCopies(system, {
    table: 'record_attempt',
    model: 'select * from flow_runner.record_attempt where flow_id = $1 limit 1',
    changes: `jsonb_build_object('id', gen_random_uuid(), 'run_id', $2::text, 'source_key', 'many-' || n,
      'natural_key', 'SKU-' || n, 'title', 'Article number ' || n, 'outcome', 'created', 'ordinal', n, 'is_newest', false,
      'position', nextval('flow_runner.record_attempt_position'))`,
    count: records,
    values: [demo.flows.products.id, runId],
  });
  return runId;
}

/** So many open issues of the orders, all of one cause; gives its id. */
export async function insertIssues(system: SandboxSystem, demo: Demo, count: number): Promise<string> {
  const causeId = 'one-cause-of-many';
  await insertCopies(system, {
    table: 'issue',
    model: 'select * from flow_runner.issue where flow_id = $1 limit 1',
    changes: `jsonb_build_object('id', gen_random_uuid(), 'source_key', 'many-' || n, 'natural_key', 'W' || n,
      'state', 'open', 'waits_for', null, 'cause_id', $2::text)`,
    count,
    values: [demo.flows.orders.id, causeId],
  });
  return causeId;
}
