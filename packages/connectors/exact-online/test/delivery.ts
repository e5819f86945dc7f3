import type { AnyWriter, ConnectorContext, ConnectorFailure, WriteOutcome } from '@koppel/connector-sdk';
import type { Customer, JsonValue, Order } from '@koppel/contracts';
import { customerWriter } from '../src/customers.js';
import { orderWriter } from '../src/orders.js';
import type { Sandbox } from './sandbox.js';

export type Settings = Record<string, JsonValue>;

interface DeliveryOptions {
  settings?: Settings;
  context?: ConnectorContext;
  references?: Record<string, string>;
}

/** One record as the engine delivers it: looked up, resolved, written. */
export async function deliver(
  sandbox: Sandbox,
  writer: AnyWriter,
  record: Customer | Order,
  options: DeliveryOptions = {},
): Promise<WriteOutcome> {
  const context = options.context ?? (await sandbox.context());
  const settings: unknown = writer.settings.parse(options.settings ?? {});
  const result = writer.fromCanonical(record as never, settings);
  if ('filtered' in result) throw new Error(result.filtered.code);
  const naturalKey = writer.naturalKey(result.payload);
  const found = await writer.find(context, [naturalKey], settings);
  const failure = (await writer.resolve?.(context, [result.payload], settings))?.get(naturalKey);
  if (failure) return { status: 'failed', failure };
  const operation = {
    payload: result.payload,
    naturalKey,
    targetKey: found.get(naturalKey)?.targetKey,
    idempotencyKey: naturalKey,
    references: options.references ?? {},
  };
  const [outcome] = await writer.write(context, [operation], settings);
  if (!outcome) throw new Error('no outcome');
  return outcome;
}

/** An order after its customer. */
export async function deliverOrder(sandbox: Sandbox, order: Order, settings: Settings = {}): Promise<WriteOutcome> {
  const references: Record<string, string> = {};
  for (const dependency of orderWriter.dependencies?.(order, orderWriter.settings.parse(settings)) ?? []) {
    references[dependency.name] = keyOf(await deliver(sandbox, customerWriter, dependency.canonical as Customer));
  }
  return deliver(sandbox, orderWriter, order, { settings, references });
}

export function keyOf(outcome: WriteOutcome): string {
  if (outcome.status === 'failed') throw outcome.failure;
  return outcome.targetKey;
}

export function failureOf(outcome: WriteOutcome): ConnectorFailure {
  if (outcome.status === 'written') throw new Error('it was written');
  return outcome.failure;
}
