import { closeHttpPools } from '@koppel/connector-host';
import { differingFields, type AnyWriter, type TargetPayload } from '@koppel/connector-sdk';
import type { Choice, ChoiceKind, EntityKind, JsonValue } from '@koppel/contracts';
import { vendure } from '../src/index.js';
import { contextOf } from './context.js';
import { Shop } from './shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.start('vendure_choices');
}, 300_000);
afterAll(async () => {
  await closeHttpPools();
  await shop?.stop();
});

describe('choices of a Vendure shop', () => {
  const list = async (kind: ChoiceKind): Promise<Choice[]> => (await vendure.choices?.[kind]?.(contextOf(shop))) ?? [];

  it('are its stock locations by name, the first proposed', async () => {
    await shop.admin(
      'mutation { a: createStockLocation(input: { name: "Attic" }) { id } b: createStockLocation(input: { name: "Attic" }) { id } }',
    );
    expect(await list('warehouses')).toEqual([
      { value: 'Default Stock Location', label: 'Default Stock Location', isProposed: true },
      { value: 'Attic', label: 'Attic' },
    ]);
  }, 60_000);

  it('are its channels, tax categories and payment methods', async () => {
    expect(await list('channels')).toEqual([
      { value: expect.stringMatching(/\S/), label: 'Default channel', isProposed: true },
    ]);
    const categories = await list('tax_classes');
    expect(categories.map(({ label }) => label)).toEqual(expect.arrayContaining(['Standard', 'Reduced']));
    expect(categories.filter(({ isProposed }) => isProposed).map(({ label }) => label)).toEqual(['Standard']);
    const methods = await list('payment_methods');
    expect(methods.length).toBeGreaterThan(0);
    expect(methods[0]).toEqual({
      value: expect.stringMatching(/\S/),
      label: expect.stringMatching(/\S/),
      hint: methods[0]?.value,
    });
  }, 60_000);

  it('say how many orders there are', async () => {
    expect(await list('orders_from')).toEqual([{ value: 'all', label: 'All orders', count: expect.any(Number) }]);
  }, 60_000);

  it('are the rates of each country that it delivers to', async () => {
    const rates = await list('vat_rates');
    expect(rates.length).toBeGreaterThan(0);
    for (const { value } of rates) expect(value).toMatch(/^[A-Z]{2}:\d+(\.\d+)?$/);
  }, 60_000);

  it('are the states that an order can have, in words', async () => {
    const states = await list('order_statuses');
    expect(states).toContainEqual({ value: 'PaymentAuthorized', label: 'Paid (authorised)', isProposed: true });
    expect(states).toContainEqual({ value: 'Cancelled', label: 'Cancelled' });
    expect(states.map(({ value }) => value)).not.toContain('AddingItems');
  }, 60_000);

  it('are its custom fields that hold a text', async () => {
    expect(await list('vat_number_fields')).toEqual([
      { value: 'fiscalCode', label: 'fiscalCode', hint: 'Address' },
      { value: 'vatNumber', label: 'vatNumber', hint: 'Customer' },
    ]);
  }, 60_000);
});

describe('what a Vendure shop has now', () => {
  async function changes(
    kind: EntityKind,
    { record, targetKey, settings = {} }: { record: object; targetKey: string; settings?: Record<string, JsonValue> },
  ): Promise<{ current: TargetPayload | undefined; names: string[] }> {
    const writer = vendure.writers[kind] as AnyWriter;
    const parsed: unknown = writer.settings.parse(settings);
    const { payload } = writer.fromCanonical(record as never, parsed) as { payload: TargetPayload };
    const naturalKey = writer.naturalKey(payload);
    const current = (await writer.current?.(contextOf(shop), [{ naturalKey, targetKey, payload }], parsed))?.get(
      naturalKey,
    );
    return { current, names: differingFields(payload, current ?? {}).sort() };
  }

  it('shows what of an article would change, and leaves alone what a write does', async () => {
    const targetKey = await shop.createArticle('NOW-1', 1000);
    const record = { sku: 'NOW-1', name: 'Mug', isStocked: true, vatRatePercent: '9' };
    expect((await changes('product', { record, targetKey })).names).toEqual(['name', 'vatRatePercent']);
    const kept = { publishNewItems: 'never', shopTaxCategory: 'keep' };
    expect((await changes('product', { record, targetKey, settings: kept })).names).toEqual(['name']);
  }, 60_000);

  it('tells stock of the chosen location', async () => {
    const targetKey = await shop.createArticle('NOW-2', 1000);
    const record = { sku: 'NOW-2', quantity: 1000 };
    const settings = { trackInventory: false };
    expect((await changes('stock_level', { record, targetKey, settings })).names).toEqual([]);
    expect((await changes('stock_level', { record, targetKey })).names).toEqual(['trackInventory']);
    const attic = { ...settings, shopStockLocation: 'Attic' };
    expect((await changes('stock_level', { record, targetKey, settings: attic })).current).toEqual({
      sku: 'NOW-2',
      quantity: 0,
    });
  }, 60_000);

  it('compares a price as it would be rounded', async () => {
    const targetKey = await shop.createArticle('NOW-3', 1250);
    const price = (amountExclVat: string) => ({ sku: 'NOW-3', amountExclVat, vatRatePercent: '21', currency: 'EUR' });
    expect((await changes('price', { record: price('12.499'), targetKey })).names).toEqual([]);
    const other = await changes('price', { record: price('12.49'), targetKey });
    expect(other).toMatchObject({ names: ['amountExclVat'], current: { amountExclVat: '12.5' } });
  }, 60_000);

  it('tells nothing of an article that is gone', async () => {
    expect(
      (await changes('price', { record: { sku: 'X', amountExclVat: '1', currency: 'EUR' }, targetKey: '999999' }))
        .current,
    ).toBeUndefined();
  }, 60_000);
});
