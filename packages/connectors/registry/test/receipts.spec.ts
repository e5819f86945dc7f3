import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyReader } from '@koppel/connector-sdk';
import { woocommerce } from '@koppel/connector-woocommerce';
import { Administration, type Row } from './administration.js';

// Orders as shops make them, from the answer of a WooCommerce to a sales order in Exact Online: the receipt is the truth.

type NativeOrder = Row & { id: number; number: string; status: string; total: string; total_tax: string };

const read = <Data>(name: string): Data =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')) as Data;

interface OrderCase {
  id: string;
  title: string;
  exact?: { vatCodes?: Row[] };
  orders: NativeOrder[];
}

const cases = read<OrderCase[]>('order-cases.json');
const recorded = read<NativeOrder[]>('woocommerce-11-orders.json');

const reader = woocommerce.readers.order as unknown as AnyReader;

describe.each(['kept', 'calculated'] as const)(
  'a receipt in an administration whose VAT amounts are %s',
  (vatAmounts) => {
    let administration: Administration;
    const book = async (native: Row | undefined) => administration.book(await administration.context(), native ?? {});

    beforeAll(async () => {
      administration = await Administration.start(vatAmounts);
    });
    afterAll(() => administration.stop());

    const caseNamed = (id: string): OrderCase => {
      const found = cases.find((each) => each.id === id);
      if (!found) throw new Error(`there is no case ${id}`);
      return found;
    };

    it.each([
      ['O01', 'a negative fee whose tax is listed under both rates (woocommerce/woocommerce#45940)', 157.95],
      ['O03', 'a rate that was not charged stands there with 0 (woocommerce/woocommerce#25463)', 175.5],
      ['O09', 'plug-in fields that are empty objects (woocommerce/woocommerce#24148)', 12.1],
      ['O11', 'tax ids that are text (XiaoFaye/WooCommerce.NET#316)', 12.1],
      ['O29', 'half a metre (mollie/WooCommerce#255)', 18.15],
      ['O31', 'prices with VAT, a cent apart (woocommerce/woocommerce#20440)', 49],
      ['O48', 'an untaxed negative fee after tax (woocommerce/woocommerce#21148)', 12.05],
    ])('is booked to the cent: %s, %s', async (id, _source, total) => {
      const [native] = caseNamed(id).orders;
      expect(await book(native)).toMatchObject({ total });
    });

    it('splits a discount over the rates that it lowers', async () => {
      const [native] = caseNamed('O01').orders;
      const result = await book(native);
      expect('lines' in result && result.lines.filter(({ item }) => item === 'D')).toMatchObject([
        { amount: -10, vatCode: '2' },
        { amount: -5, vatCode: '1' },
      ]);
    });

    it.each([
      ['O04', 'compound rates (Automattic/woocommerce-payments#3156)', 'exact_online.vat_code_compound'],
      ['O06', 'Belgian VAT without a Belgian code (erp-mafia/accounted#1797)', 'exact_online.vat_code_foreign'],
      ['O08', 'nothing charged to a consumer elsewhere in the Union', 'exact_online.vat_zero_without_number'],
    ])('becomes an issue that names the cause: %s, %s', async (id, _source, code) => {
      const [native] = caseNamed(id).orders;
      expect(await book(native)).toMatchObject({ reason: { code } });
    });

    it.each([
      ['O05', 'picked up at the shop, whose VAT was charged (woocommerce/woocommerce#54932)', '2', 12.1],
      ['O07', 'to the Canary Islands (antiwork/gumroad#7704)', '7', 10],
      ['O13', 'a rate that the shop does not state (XiaoFaye/WooCommerce.NET#687)', 'F5', 8.44],
    ])('gets the code of the VAT that was charged: %s, %s', async (id, _source, vatCode, total) => {
      const { exact, orders } = caseNamed(id);
      for (const code of exact?.vatCodes ?? []) administration.control.insert('vat/VATCodes', code);
      const result = await book(orders[0]);
      expect(result).toMatchObject({ total, lines: [{ vatCode }] });
    });

    it('of an order that is not wanted is left out without reading it (woocommerce/woocommerce#68783)', () => {
      const { orders } = caseNamed('O18');
      const settings: unknown = reader.settings.parse({});
      const [cancelled] = orders.filter(({ status }) => status === 'cancelled');
      expect(reader.toCanonical(cancelled, settings, { enabledAt: '2000-01-01T00:00:00Z' })).toMatchObject({
        filtered: { code: 'woocommerce.order_status' },
      });
    });

    it('of a real shop is booked to the cent, or names what is missing: 169 orders', async () => {
      const foreign = [
        ['DE', 19],
        ['DE', 7],
        ['BE', 21],
        ['BE', 6],
        ['AT', 20],
        ['FR', 22.4],
      ] as const;
      for (const [country, percent] of foreign)
        administration.addForeignVat(`${country}${Math.trunc(percent)}`, country, percent);
      const context = await administration.context();
      const differing: string[] = [];
      const reasons: Record<string, string> = {};
      let booked = 0;
      for (const native of recorded) {
        const result = await administration.book(context, native, { voucherItem: 'MISC' });
        if ('reason' in result) reasons[native.number] = result.reason.code;
        else if (result.total === Number(native.total)) booked += 1;
        else differing.push(`${native.number}: ${native.total} in the shop, ${result.total} booked`);
      }
      expect(differing).toEqual([]);
      expect(booked).toBe(167);
      expect(reasons).toEqual({
        // A consumer in Northern Ireland.
        '2528': 'exact_online.vat_zero_without_number',
        // French VAT of 20 %, for which this administration has no code.
        '2390': 'exact_online.vat_code_foreign',
      });
    });
  },
);
