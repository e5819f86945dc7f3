import type { ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import { orderSchema, type JsonValue, type Order } from '@koppel/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeOrderSchema, type NativeOrder } from './native-order.js';
import { identifyOrder, orderToCanonical } from './order-canonical.js';
import { roundLines } from './order-lines.js';
import { orderReader, orderSettings } from './orders.js';

type Recorded = 'withoutTax' | 'draftConverted' | 'withPromotion' | 'taxInclusiveWithCredit';
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'orders.json'), 'utf8')) as Record<
  Recorded,
  unknown
>;
const orderOf = (name: Recorded, changed: Partial<NativeOrder> = {}): NativeOrder => ({
  ...nativeOrderSchema.parse(recorded[name]),
  ...changed,
});

const flow = { enabledAt: '2000-01-01T00:00:00Z' };

function translate(native: NativeOrder, settings: object = {}) {
  return orderToCanonical(native, orderSettings.parse(settings), flow);
}

function canonicalOf(native: NativeOrder): Order {
  const translated = translate(native);
  if ('filtered' in translated) throw new Error('the order is filtered');
  return orderSchema.parse(translated.canonical);
}

describe('an order of Medusa', () => {
  it('comes to the total of the shop to the cent, although the shop rounds no line', () => {
    const order = canonicalOf(orderOf('withoutTax'));
    expect(order.lines).toMatchObject([
      {
        kind: 'item',
        sku: 'M-1',
        quantity: '3',
        totalExclVat: '37.05',
        taxes: [{ ratePercent: '21', amount: '7.78' }],
      },
      { kind: 'item', sku: 'M-2', quantity: '7', totalExclVat: '69.86', vatAmount: '14.67' },
      { kind: 'shipping', description: 'Standard shipping', totalExclVat: '4.95', vatAmount: '1.04' },
    ]);
    // 135.3506 in the shop.
    expect(order.totals).toEqual({ exclVat: '111.86', vat: '23.49', inclVat: '135.35' });
    expect(order).toMatchObject({ number: '1', currency: 'EUR', paymentMethod: 'pp_system_default', isCredit: false });
  });

  it('has promotions taken off its lines, and the rate of each', () => {
    const order = canonicalOf(orderOf('withPromotion'));
    expect(order.lines).toMatchObject([
      { sku: 'M-1', totalExclVat: '33.35', taxes: [{ ratePercent: '21', amount: '7.00' }] },
      { sku: 'M-2', totalExclVat: '62.87', taxes: [{ ratePercent: '9', amount: '5.66' }] },
      { kind: 'shipping', totalExclVat: '4.95', vatAmount: '1.04' },
    ]);
    expect(order.totals.inclVat).toBe('114.87');
  });

  it('keeps the total of the shop where store credit makes it another than that of its lines', () => {
    const order = orderOf('taxInclusiveWithCredit');
    expect(canonicalOf(order).totals.inclVat).not.toBe('51.98');
    const withoutCredit = canonicalOf({ ...order, raw_total: { value: '51.98' } });
    expect(withoutCredit.totals).toEqual({ exclVat: '43.87', vat: '8.11', inclVat: '51.98' });
  });

  it('knows a guest by e-mail and takes the name from the address, and an account by its id', () => {
    expect(canonicalOf(orderOf('withoutTax')).customer).toMatchObject({
      ...{ key: 'email:anna@example.com:annajansen', isGuest: true, email: 'anna@example.com' },
      ...{ firstName: 'Anna', lastName: 'Jansen' },
      address: { line1: 'Oudegracht 1', city: 'Utrecht', postcode: '3511 AA', country: 'NL' },
    });
    const customer = { id: 'cus_1', has_account: true, first_name: 'Piet', last_name: 'Puk' };
    expect(canonicalOf(orderOf('withoutTax', { customer })).customer).toMatchObject({
      ...{ key: 'cus_1:annajansen', login: 'cus_1', firstName: 'Anna' },
    });
    const { billing_address: billing } = orderOf('withoutTax');
    const nameless = { ...billing, first_name: '', last_name: '' };
    const changed = { customer, billing_address: nameless, shipping_address: nameless };
    expect(canonicalOf(orderOf('withoutTax', changed)).customer).toMatchObject({ key: 'cus_1:pietpuk' });
  });

  it('has the VAT number of its metadata, else of the addresses or the customer', () => {
    const vatNumberOf = (changed: Partial<NativeOrder>, settings: object = {}) => {
      const translated = translate(orderOf('withoutTax', changed), settings);
      return 'canonical' in translated ? translated.canonical.customer.vatNumber : undefined;
    };
    const customer = { id: 'cus_1', metadata: { vat_number: 'NL000000001B01' } };
    const { billing_address: billing } = orderOf('withoutTax');
    const billingAddress = { ...billing, metadata: { btwNummer: 'NL000000002B01' } };
    expect(vatNumberOf({ customer })).toBe('NL000000001B01');
    expect(vatNumberOf({ customer, billing_address: billingAddress })).toBe('NL000000002B01');
    expect(vatNumberOf({ customer, metadata: { fiscal: 'NL000000003B01' } })).toBe('NL000000001B01');
    const chosen = { vatNumberField: 'fiscal' };
    expect(vatNumberOf({ customer, metadata: { fiscal: 'NL000000003B01' } }, chosen)).toBe('NL000000003B01');
  });

  it('is left out while it is a draft, cancelled, not paid, or older than the start date', () => {
    const filtered = [
      translate(orderOf('withoutTax', { is_draft_order: true })),
      translate(orderOf('draftConverted')),
      translate(orderOf('withoutTax', { payment_status: 'not_paid' })),
      translate(orderOf('withoutTax'), { ordersFrom: 'date', ordersFromDate: '2030-01-01' }),
      translate(orderOf('withoutTax', { created_at: '1999-12-31T23:59:59.000Z' })),
      translate(orderOf('withoutTax', { items: [], shipping_methods: [] })),
    ];
    expect(filtered.every((translated) => 'filtered' in translated)).toBe(true);
    expect(
      translate(orderOf('withoutTax', { payment_status: 'not_paid' }), { orderPayments: ['not_paid'] }),
    ).toHaveProperty('canonical');
  });

  it('says which field it cannot read, and takes parts of a piece', () => {
    const unreadable = { ...orderOf('withoutTax'), raw_total: undefined } as unknown as NativeOrder;
    expect(() => translate(unreadable)).toThrow(/raw_total/);
    const [item] = orderOf('withoutTax').items;
    if (!item) throw new Error('the recorded order has no items');
    const half = canonicalOf(orderOf('withoutTax', { items: [{ ...item, quantity: 0.5 }] }));
    expect(half.lines[0]).toMatchObject({ quantity: '0.5' });
  });
});

it('gives the cents that rounding lost to the lines that lost most', () => {
  const line = { kind: 'item', description: '', quantity: '1' } as const;
  const rounded = roundLines(
    [
      { line, gross: '0.333', tax: '0', rates: [] },
      { line, gross: '0.334', tax: '0', rates: [] },
      { line, gross: '0.333', tax: '0', rates: [] },
    ],
    2,
  );
  expect(rounded.map(({ totalExclVat }) => totalExclVat)).toEqual(['0.33', '0.34', '0.33']);
});

/** A shop that answers lists of orders: by id, or by the time of their last change. */
function aShop(orders: NativeOrder[], clock?: { at: string }) {
  const urls: URL[] = [];
  const request = ({ url }: HttpRequest) => {
    const asked = new URL(url, 'http://shop');
    urls.push(asked);
    const query = asked.searchParams;
    const [from, to] = [query.get('updated_at[$gte]') ?? '', query.get('updated_at[$lt]') ?? '9'];
    const ids = query.getAll('id[]');
    const known = query.getAll('id[$nin][]');
    const found = orders
      .filter(({ id, updated_at: time }) =>
        ids.length > 0 ? ids.includes(id) : time >= from && time < to && !known.includes(id),
      )
      .toSorted((left, right) => left.updated_at.localeCompare(right.updated_at));
    const body = { orders: found.slice(0, Number(query.get('limit'))), count: found.length };
    const headers = clock ? { date: new Date(clock.at).toUTCString() } : {};
    return Promise.resolve({ status: 200, headers, body });
  };
  return {
    urls,
    context: { http: { request }, cache: new Map(), now: () => new Date('2026-03-01') } as unknown as ConnectorContext,
  };
}

interface ReadingOptions {
  cursor?: JsonValue | undefined;
  pageSize?: number;
  /** Stops after so many, as an interrupted run does. */
  maxPages?: number;
  booksCredits?: boolean;
}

async function readAll(context: ConnectorContext, options: ReadingOptions = {}) {
  const ids: string[] = [];
  let pages = 0;
  let { cursor } = options;
  const settings = orderSettings.parse({});
  for await (const page of orderReader.read(context, {
    cursor,
    settings,
    pageSize: options.pageSize ?? 2,
    ...flow,
    booksCredits: options.booksCredits ?? true,
  })) {
    ids.push(...page.records.map(({ key }) => key));
    cursor = JSON.parse(JSON.stringify(page.cursor)) as JsonValue;
    pages += 1;
    if (pages === options.maxPages) break;
  }
  return { ids, cursor, pages };
}

describe('reading orders', () => {
  const at = (id: string, updated_at: string, changed: Partial<NativeOrder> = {}) =>
    orderOf('withoutTax', { id, updated_at, ...changed });

  it('reads each once, also where more share a millisecond than fit a page', async () => {
    const time = '2026-01-01T10:00:00.000Z';
    const orders = ['a', 'b', 'c', 'd', 'e'].map((id) => at(id, time));
    const { context } = aShop([...orders, at('f', '2026-01-01T10:00:00.001Z')]);
    const { ids, cursor } = await readAll(context);
    expect(ids.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await readAll(context, { cursor })).ids).toEqual([]);
  });

  it('misses nothing wherever it is interrupted, also within a millisecond of many pages', async () => {
    const ofInstant = (ids: string, time: string) => [...ids].map((id) => at(id, time));
    const orders = [
      ...ofInstant('abcdefgh', '2026-01-01T10:00:00.000Z'),
      ...ofInstant('ijklmn', '2026-01-01T10:00:00.001Z'),
      at('o', '2026-01-01T11:00:00.000Z'),
    ];
    const { pages } = await readAll(aShop(orders).context, { pageSize: 3 });
    for (let maxPages = 1; maxPages < pages; maxPages += 1) {
      const first = await readAll(aShop(orders).context, { pageSize: 3, maxPages });
      // What was not read yet changes before the run goes on.
      const moved = orders.find(({ id }) => !first.ids.includes(id));
      const after = orders.map((order) =>
        order === moved ? { ...order, updated_at: '2026-01-02T00:00:00.000Z' } : order,
      );
      const { ids } = await readAll(aShop(after).context, { pageSize: 3, cursor: first.cursor });
      expect([...first.ids, ...ids].toSorted()).toEqual(orders.map(({ id }) => id));
    }
  });

  it('reads what changes after an order that is dated ahead, which comes once', async () => {
    const clock = { at: '2026-01-01T12:00:00.000Z' };
    const orders = [at('a', '2026-01-01T10:00:00.000Z'), at('ahead', '2027-01-01T10:00:00.000Z')];
    const first = await readAll(aShop(orders, clock).context, { pageSize: 5 });
    expect(first.ids).toEqual(['a', 'ahead']);
    clock.at = '2026-01-01T13:00:00.000Z';
    const later = aShop([...orders, at('b', '2026-01-01T12:30:00.000Z')], clock);
    expect((await readAll(later.context, { cursor: first.cursor, pageSize: 5 })).ids).toEqual(['b']);
  });

  it('reads a week again where the clock of the shop was set back', async () => {
    const wrong = { at: '2027-01-01T12:00:00.000Z' };
    const first = await readAll(aShop([at('a', '2027-01-01T11:59:00.000Z')], wrong).context);
    const { context } = aShop([at('b', '2026-01-01T09:00:00.000Z')], { at: '2026-01-01T12:00:00.000Z' });
    const noticed = await readAll(context, { cursor: first.cursor });
    expect((await readAll(context, { cursor: noticed.cursor })).ids).toEqual(['b']);
  });

  it('notes by the clock of the shop when it searched for refunds', async () => {
    const { context } = aShop([at('a', '2026-01-01T10:00:00.000Z')], { at: '2026-01-01T12:00:00.000Z' });
    const { cursor } = await readAll(context, { booksCredits: false });
    expect(JSON.stringify(cursor)).toMatch(/"searched":\{"all":"2026-01-01T1[12]:/);
  });

  it('reads an order again when its payment came, which does not change its time', async () => {
    const orders = [
      at('paid', '2026-01-01T10:00:00.000Z'),
      at('open', '2026-01-01T10:00:00.000Z', { payment_status: 'not_paid' }),
      at('later', '2026-02-01T10:00:00.000Z'),
    ];
    const { context } = aShop(orders);
    const first = await readAll(context);
    expect(first.ids.sort()).toEqual(['later', 'open', 'paid']);
    expect((await readAll(context, { cursor: first.cursor })).ids).toEqual([]);
    const paid = aShop(orders.map((order) => ({ ...order, payment_status: 'captured' })));
    const second = await readAll(paid.context, { cursor: first.cursor });
    expect(second.ids).toEqual(['open']);
    const third = await readAll(paid.context, { cursor: second.cursor });
    expect(third.ids).toEqual([]);
    expect(paid.urls.at(-1)?.searchParams.getAll('id[]')).toEqual([]);
  });
});

it('says who ordered what is left out', () => {
  const { number, customer } = canonicalOf(orderOf('withoutTax'));
  const canceled = orderOf('withoutTax', { status: 'canceled' });
  expect(identifyOrder(canceled, orderSettings.parse({}))).toEqual({ number, customer });
});
