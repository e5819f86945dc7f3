import {
  ConnectorFailure,
  pausesRun,
  type ConnectorContext,
  type HttpRequest,
  type HttpResponse,
} from '@koppel/connector-sdk';
import type { TargetPayload, WriteOperation, WriteOutcome } from '@koppel/connector-sdk';
import { failure } from './reasons.js';

/** A parameter of a list: a value, several (`id[]=…`), or operators (`updated_at[$gte]=…`, `id[$nin][]=…`). */
export type ListQuery = Record<
  string,
  string | number | readonly string[] | Record<string, string | readonly string[]> | undefined
>;

/** Medusa's query language in the form that its parser (qs) takes. */
export function queryString(query: ListQuery): string {
  const pairs: string[] = [];
  const add = (name: string, value: string | number | readonly string[]) => {
    const values = typeof value === 'object' ? value : [value];
    const suffix = typeof value === 'object' ? '[]' : '';
    for (const one of values) pairs.push(`${name}${suffix}=${encodeURIComponent(one)}`);
  };
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value !== 'object' || Array.isArray(value)) add(name, value as string | number | readonly string[]);
    else for (const [operator, operand] of Object.entries(value)) add(`${name}[${operator}]`, operand);
  }
  return pairs.join('&');
}

/** A refusal of Medusa has a type and a message; of its log-in a message alone. */
export function isOwnRefusal({ body }: HttpResponse): boolean {
  if (typeof body !== 'object' || body === null || !('message' in body) || typeof body.message !== 'string')
    return false;
  return Object.keys(body).length === 1 || ('type' in body && typeof body.type === 'string');
}

/** `GET /admin/<path>` (docs.medusajs.com/api/admin). */
export async function getList<Body>(context: ConnectorContext, path: string, query: ListQuery): Promise<Body> {
  const { body } = await context.http.request<Body>({ method: 'GET', url: `admin/${path}?${queryString(query)}` });
  return body;
}

/**
 * `POST /admin/<path>`. Medusa undoes what a refused call had begun, and works on after its caller has gone: what it has done is looked up
 * before anything is sent again.
 */
export async function post<Body>(
  context: ConnectorContext,
  path: string,
  request: Pick<HttpRequest, 'body' | 'isRepeatable'>,
): Promise<Body> {
  return (await context.http.request<Body>({ method: 'POST', url: `admin/${path}`, isResent: false, ...request })).body;
}

/** A URL stays well below the 8 KiB that proxies take. */
const maxKeysPerQuery = 50;

/** The items of a list for many keys, in as few calls as its address may be long. */
export async function getByKeys<Item>(
  context: ConnectorContext,
  path: string,
  options: { list: string; by: 'id' | 'sku'; keys: readonly string[]; fields: string },
): Promise<Item[]> {
  const keys = [...new Set(options.keys)];
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += maxKeysPerQuery) {
    const query = { fields: options.fields, limit: 200, [options.by]: keys.slice(start, start + maxKeysPerQuery) };
    const body = await getList<Record<string, Item[]>>(context, path, query);
    items.push(...(body[options.list] ?? []));
  }
  return items;
}

/**
 * Writes many at once and, when the shop refuses the call for the sake of one of them, each alone: Medusa takes or refuses a
 * call as a whole.
 *
 * @param writeTogether gives the target keys in order, or throws.
 */
export async function writeOrSplit<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  if (operations.length === 0) return [];
  try {
    const targetKeys = await writeTogether(operations);
    return operations.map((_operation, index) => ({ status: 'written', targetKey: targetKeys[index] ?? '' }));
  } catch (error: unknown) {
    if (!(error instanceof ConnectorFailure) || !isAboutRecords(error)) throw error;
    if (operations.length === 1) {
      if (pausesRun(error)) throw error;
      return [{ status: 'failed', failure: error }];
    }
  }
  return writeEach(operations, writeTogether);
}

/** Whether splitting the call may help. Medusa's own `unknown_error` (HTTP 500) is most often about one record. */
function isAboutRecords(error: ConnectorFailure): boolean {
  if (error.isOutcomeUnknown || error.failureClass === 'permission' || error.failureClass === 'rate_limit')
    return false;
  return !pausesRun(error) || isUnknownError(error);
}

function isUnknownError({ body }: ConnectorFailure): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'unknown_error';
}

async function writeEach<F extends TargetPayload>(
  operations: readonly WriteOperation<F>[],
  writeTogether: (operations: readonly WriteOperation<F>[]) => Promise<string[]>,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const operation of operations) {
    try {
      const [targetKey = ''] = await writeTogether([operation]);
      outcomes.push({ status: 'written', targetKey });
    } catch (error: unknown) {
      if (!(error instanceof ConnectorFailure) || !isAboutRecords(error)) throw error;
      outcomes.push({ status: 'failed', failure: error });
    }
  }
  const pausing = outcomes.find((outcome) => outcome.status === 'failed' && pausesRun(outcome.failure));
  if (pausing?.status !== 'failed') return outcomes;
  if (outcomes.every(({ status }) => status === 'failed')) throw pausing.failure;
  return outcomes.map(asRecordFailure);
}

/** A fault of the shop at one record, while others pass, is about that record and would pause the run for ever. */
function asRecordFailure(outcome: WriteOutcome, index: number): WriteOutcome {
  if (outcome.status === 'written' || !pausesRun(outcome.failure)) return outcome;
  return { status: 'failed', failure: failure('value', 'medusa.record_fault', { index }, { cause: outcome.failure }) };
}
