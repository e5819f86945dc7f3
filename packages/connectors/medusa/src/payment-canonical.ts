import {
  decimalsOf,
  isZeroDecimal,
  roundDecimal,
  translatePayment,
  type RecordHistory,
  type Transaction,
  type Translated,
} from '@koppel/connector-sdk';
import type { Payment } from '@koppel/contracts';
import { allPaymentsOf } from './charged.js';
import { shortIdOf } from './credit-canonical.js';
import type { NativeOrder } from './native-order.js';
import { endOf, numberOf, parseOrder, placedOf } from './order-canonical.js';
import { exactValue } from './order-lines.js';
import type { PaymentSettings } from './payments.js';

/** One capture or refund, with the order that it is to be seen in. */
export interface NativeTransaction {
  order: NativeOrder;
  part: string;
}

/** What was taken of a payment of an order, or paid back, as canonical payment; those that are left out say why. */
export function paymentToCanonical(
  { order: native, part }: NativeTransaction,
  settings: PaymentSettings,
  history: RecordHistory,
): Translated<Payment> {
  const order = parseOrder(native);
  const paid = {
    ...{ key: order.id, number: numberOf(order), currency: currencyOf(order), placed: placedOf(order) },
    end: endOf(order),
    transactions: transactionsOf(order),
  };
  return translatePayment({ order: paid, part }, settings, history);
}

const currencyOf = ({ currency_code: currency }: NativeOrder): string => currency.toUpperCase();

/** All captures and refunds but those of nothing. A payment that is only secured has none. */
export function transactionsOf(order: NativeOrder): Transaction[] {
  const decimals = decimalsOf(currencyOf(order));
  const made = allPaymentsOf(order).flatMap(({ provider_id: method, captures, refunds }) => [
    ...(captures ?? []).map((capture) => ({ kind: 'payment', method, ...capture }) as const),
    ...(refunds ?? []).map((refund) => ({ kind: 'refund', method, ...refund }) as const),
  ]);
  return made
    .map(({ kind, method, id, raw_amount: raw, created_at: at }) => ({
      ...{ kind, id, shortId: shortIdOf(id), method, at, field: 'created_at' },
      amount: roundDecimal(exactValue(raw), decimals),
    }))
    .filter(({ amount }) => !isZeroDecimal(amount));
}
