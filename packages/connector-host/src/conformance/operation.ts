import type { ConnectorContext, WriteOperation } from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import { payloadOf, type Bench } from './bench.js';

/** An operation with all that it needs looked up. */
export async function prepareOperation(
  bench: Bench,
  kind: EntityKind,
  context: ConnectorContext,
): Promise<WriteOperation> {
  const { writer, writerCase, settings } = bench.writer(kind);
  const payload = payloadOf(writer, writerCase.record, settings);
  const naturalKey = writer.naturalKey(payload);
  const found = await writer.find(context, [naturalKey], settings);
  const failure = (await writer.resolve?.(context, [payload], settings))?.get(naturalKey);
  if (failure) throw failure;
  const dependencies = writer.dependencies?.(writerCase.record, settings) ?? [];
  const references = Object.fromEntries(dependencies.map(({ name }) => [name, '00000000-0000-4000-8000-000000000000']));
  return {
    payload,
    naturalKey,
    targetKey: found.get(naturalKey)?.targetKey,
    idempotencyKey: 'conformance-fault',
    references,
  };
}
