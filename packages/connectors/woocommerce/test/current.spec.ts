import { differingFields, type AnyWriter, type ConnectorContext, type TargetPayload } from '@koppel/connector-sdk';
import type { EntityKind, JsonValue } from '@koppel/contracts';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';
import { contextOf, startShop } from './shop.js';

let shop: WooCommerceSimulator;
let context: ConnectorContext;
beforeEach(async () => {
  shop = await startShop();
  context = contextOf(shop.url);
});
afterEach(() => shop.close());

interface Lookup {
  record: object & { sku: string };
  targetKey: string;
  settings?: Record<string, JsonValue>;
}

async function look(kind: EntityKind, { record, targetKey, settings = {} }: Lookup) {
  const writer = woocommerce.writers[kind] as AnyWriter;
  const parsed: unknown = writer.settings.parse(settings);
  const { payload } = writer.fromCanonical(record as never, parsed) as { payload: TargetPayload };
  const match = { naturalKey: record.sku, targetKey, payload };
  const current = (await writer.current?.(context, [match], parsed))?.get(record.sku);
  return { current, changes: current && differingFields(payload, current) };
}

const insert = (values: Record<string, JsonValue>): string => String(shop.control.insert('products', values)['id']);
const aPrice = (sku: string, amountExclVat: string) => ({ sku, amountExclVat, vatRatePercent: '21', currency: 'EUR' });

describe('what a WooCommerce shop has now', () => {
  it('shows which fields of a product would change', async () => {
    const targetKey = insert({ name: 'Cup', sku: 'A', weight: '0.500', tax_class: '', manage_stock: true });
    const record = { sku: 'A', name: 'Mug', isStocked: true, weightGrams: 500, vatRatePercent: '9' };
    const { current, changes } = await look('product', { record, targetKey });
    expect(current).toMatchObject({ name: 'Cup', weight: '0.5', vatRatePercent: '21' });
    expect(changes?.sort()).toEqual(['name', 'vatRatePercent']);
  });

  it('takes a name and a description as they are read, not as the shop stores them', async () => {
    const texts = { name: 'Pots & pans', description: 'From 5 > 4' };
    const targetKey = insert({ ...texts, sku: 'A', manage_stock: true });
    expect(shop.control.list('products')[0]?.name).toBe('Pots &amp; pans');
    const record = { ...texts, sku: 'A', isStocked: true };
    expect((await look('product', { record, targetKey })).changes).toEqual([]);
  });

  it('compares a price as it would be rounded, with the VAT that the shop keeps in it', async () => {
    const targetKey = insert({ name: 'Mug', sku: 'A', regular_price: '9.99' });
    shop.control.configure({ pricesIncludeTax: true });
    expect((await look('price', { record: aPrice('A', '8.26'), targetKey })).changes).toEqual([]);
    expect((await look('price', { record: aPrice('A', '8.27'), targetKey })).changes).toEqual(['amountExclVat']);
    expect((await look('price', { record: aPrice('A', '8.27'), targetKey })).current).toMatchObject({
      amountExclVat: '8.2562',
    });
  });

  it('compares an offer and its days where the source has them, and leaves it alone else', async () => {
    const days = { date_on_sale_from: '2026-12-01T00:00:00', date_on_sale_to: '2026-12-24T23:59:59' };
    const targetKey = insert({ name: 'Mug', sku: 'A', regular_price: '5.00', sale_price: '4.00', ...days });
    const changes = async (sale?: object | null) =>
      (await look('price', { record: { ...aPrice('A', '5'), ...(sale !== undefined && { sale }) }, targetKey }))
        .changes;
    const offer = { amountExclVat: '4', from: '2026-12-01', until: '2026-12-24' };
    expect(await changes()).toEqual([]);
    expect(await changes(offer)).toEqual([]);
    expect(await changes({ ...offer, amountExclVat: '3', until: '2026-12-31' })).toEqual(['saleExclVat', 'saleUntil']);
    expect(await changes(null)).toEqual(['saleExclVat', 'saleFrom', 'saleUntil']);
  });

  it('tells no stock where the shop keeps none, and back-orders only where the flow sets them', async () => {
    const targetKey = insert({ name: 'Mug', sku: 'A', manage_stock: false, backorders: 'yes' });
    const record = { sku: 'A', quantity: 3 };
    expect((await look('stock_level', { record, targetKey })).current).toEqual({ sku: 'A', quantity: null });
    const settings = { backorders: 'no' };
    expect((await look('stock_level', { record, targetKey, settings })).changes).toEqual(['quantity', 'backorders']);
  });

  it('finds a product whose SKU was changed in the shop, and not one that is gone', async () => {
    const targetKey = insert({ name: 'Mug', sku: 'NEW', manage_stock: true, stock_quantity: 3 });
    const record = { sku: 'OLD', quantity: 3 };
    expect((await look('stock_level', { record, targetKey })).changes).toEqual(['sku']);
    expect((await look('stock_level', { record, targetKey: '999999' })).current).toBeUndefined();
  });
});
