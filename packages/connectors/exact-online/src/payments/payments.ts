import type { ConnectorContext, EntityWriter } from '@koppel/connector-sdk';
import type { OrderSettings } from '../order-settings.js';
import { PaymentBatch } from './book-payments.js';
import { confirmPayments, findPayments } from './find-payments.js';
import { checkPaymentSettings } from './payment-check.js';
import { matchOf, paymentPayload, type PaymentPayload } from './payment-payload.js';
import { paymentSettings, type OwnPaymentSettings } from './payment-settings.js';
import { resolvePayments } from './prepare-payment.js';
import { withdrawPayments } from './withdraw-payments.js';

/** One batch of a run after another: two payments of one invoice must not be compared at once. */
async function inTurn<Value>(context: ConnectorContext, task: () => Promise<Value>): Promise<Value> {
  const key = 'payments:turn';
  const before = (context.cache.get(key) as Promise<unknown> | undefined) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(task);
  context.cache.set(key, mine);
  return mine;
}

/** What buyers paid, and what they got back, as bank and cash entries that settle the documents of orders and credits. */
export const paymentWriter: EntityWriter<'payment', PaymentPayload, OwnPaymentSettings, OrderSettings> = {
  entity: 'payment',
  inherits: 'order',
  settings: paymentSettings,
  checkSettings: checkPaymentSettings,
  fromCanonical: paymentPayload,
  naturalKey: matchOf,
  changes: 'follow',
  // Money that was paid does not change.
  version: () => ({}),
  dependencies: ({ settles: { entity, key, number } }) => [{ name: 'document', entity, key, naturalKey: number }],
  resolve: (context, payloads, settings) => resolvePayments(context, payloads, { settings, naturalKey: matchOf }),
  find: findPayments,
  confirm: confirmPayments,
  batchSize: 25,
  write: (context, operations, settings) =>
    inTurn(context, () => new PaymentBatch(context, settings).write(operations)),
  withdraw: withdrawPayments,
};
