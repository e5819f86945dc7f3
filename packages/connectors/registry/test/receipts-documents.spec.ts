import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Administration, type Row } from './administration.js';

// The recorded orders of a real shop as the other documents that they can become: a selection, since all of them become sales orders elsewhere.

type NativeOrder = Row & { number: string; total: string };

const fixture = join(import.meta.dirname, 'fixtures', 'woocommerce-11-orders.json');
const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as NativeOrder[];
const everyFifth = recorded.filter((_order, index) => index % 5 === 0);

const kinds = (['sales_invoice', 'sales_entry'] as const).flatMap((documentType) =>
  (['kept', 'calculated'] as const).map((vatAmounts) => ({ documentType, vatAmounts })),
);

it.each(kinds)('orders become a $documentType to the cent, VAT amounts $vatAmounts', async (kind) => {
  const administration = await Administration.start(kind.vatAmounts, kind.documentType);
  try {
    for (const [country, percent] of [
      ['DE', 19],
      ['DE', 7],
      ['BE', 21],
      ['BE', 6],
      ['AT', 20],
      ['FR', 22.4],
    ] as const)
      administration.addForeignVat(`${country}${Math.trunc(percent)}`, country, percent);
    const context = await administration.context();
    const differing: string[] = [];
    for (const native of everyFifth) {
      const result = await administration.book(context, native, { voucherItem: 'MISC' });
      if ('reason' in result) differing.push(`${native.number}: ${result.reason.code}`);
      else if (result.total !== Number(native.total))
        differing.push(`${native.number}: ${native.total} in the shop, ${result.total} booked`);
    }
    expect(differing).toEqual([]);
  } finally {
    await administration.stop();
  }
});
