import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Administration, type BookedLine, type Booking, type RefundedOrder } from './administration.js';
import type { DocumentType } from './document-tables.js';

// Refunds of a real WooCommerce, as documents in Exact Online.

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../woocommerce/src/fixtures/refunded-orders.json'), 'utf8'),
) as RefundedOrder[];

const documentTypes: DocumentType[] = ['sales_order', 'sales_invoice', 'sales_entry'];

function find(id: number): RefundedOrder {
  const found = recorded.find(({ order }) => order['id'] === id);
  if (!found) throw new Error(`order ${id} was not recorded`);
  return found;
}

const booked = (booking: Booking | undefined) => {
  if (!booking || 'reason' in booking) throw new Error('it was not booked');
  return booking;
};

const cents = (amount: number) => Math.round(amount * 100);

/** What lines come to under each VAT code, in cents without and of VAT. */
function byCode(lines: readonly BookedLine[]): Record<string, [number, number]> {
  const sums: Record<string, [number, number]> = {};
  for (const { vatCode, amount, vat } of lines) {
    const [net, tax] = sums[vatCode] ?? [0, 0];
    sums[vatCode] = [net + cents(amount), tax + cents(vat)];
  }
  return sums;
}

describe.each(documentTypes)('refunds as %s', (documentType) => {
  let administration: Administration;
  beforeAll(async () => {
    administration = await Administration.start('kept', documentType);
  });
  afterAll(() => administration.stop());
  const book = async (refunded: RefundedOrder) =>
    administration.bookWithCredits(await administration.context(), refunded);

  // The tax of a line of 4886 is that of another rate than the shop states: the amounts win.
  it.each([2396, 2398, 2359, 4886])('come to what was given back of order %d, to the cent', async (id) => {
    const { order, refunds } = find(id);
    const [document, ...credits] = (await book({ order, refunds })).map(booked);
    expect(document?.total).toBe(Number(order['total']));
    expect(credits.map(({ total }) => total)).toEqual(refunds.map(({ amount }) => -Number(amount)));
  });

  it('take back what was charged per VAT code where all was given back', async () => {
    const number = `${documentType}-again`;
    const { order, refunds } = find(2359);
    const [document, ...credits] = (await book({ order: { ...order, number }, refunds })).map(booked);
    const taken = byCode(credits.flatMap(({ lines }) => lines));
    expect(byCode(document?.lines ?? [])).toEqual(
      Object.fromEntries(Object.entries(taken).map(([code, [net, vat]]) => [code, [-net, -vat]])),
    );
  });
});
