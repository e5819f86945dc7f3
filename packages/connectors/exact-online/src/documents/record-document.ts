import { addDecimals, compareDecimals, decimalsOf, isZeroDecimal, roundDecimal } from '@koppel/connector-sdk';
import type { Decimal, RecordDocument } from '@koppel/contracts';
import type { OrderPayload } from '../order-payload.js';
import type { BookedDocument, DocumentType } from './document.js';

/** With the decimals of its currency, as people write it: 11.9 euros are `11.90`. */
export function writtenAmount(amount: Decimal, currency: string): Decimal {
  const written = roundDecimal(amount, decimalsOf(currency, amount));
  return compareDecimals(written, amount) === 0 ? written : amount;
}

/** A document as the record link keeps it. */
export function recordDocument(
  kind: DocumentType,
  { number, total, currency }: Pick<BookedDocument, 'number' | 'total' | 'currency'>,
  vat: RecordDocument['vat'] = [],
): RecordDocument {
  return { kind, number: String(number), total, currency, ...(vat.length > 0 && { vat }) };
}

/** What was charged for each rate, as it stands on a document that keeps the VAT amounts it is told. */
export function vatByRate({ lines, currency }: OrderPayload): NonNullable<RecordDocument['vat']> {
  const rates = new Map<string, NonNullable<RecordDocument['vat']>[number]>();
  for (const { vat, vatAmount } of lines) {
    const key = `${vat.country} ${vat.ratePercent}`;
    const amount = addDecimals(rates.get(key)?.amount ?? '0', vatAmount);
    const { country, ratePercent } = vat;
    rates.set(key, {
      ...(country !== null && { country }),
      ...(ratePercent !== null && { ratePercent }),
      amount: writtenAmount(amount, currency),
    });
  }
  return [...rates.values()].filter(({ amount }) => !isZeroDecimal(amount));
}
