import { sharedFailure, ConnectorFailure, type ConnectorContext, type HttpRequest } from '@koppel/connector-sdk';
import type { Price, Product } from '@koppel/contracts';
import { admin, graphqlFailure, isSessionRefused } from './graphql.js';
import { priceSettings, priceWriter, shopPrice } from './prices.js';
import { slugOf } from './product-writes.js';
import { productSettings, productWriter } from './products.js';
import { stockLevelWriter, stockSettings } from './stock.js';
import { writeOrSplit } from './variants.js';

const product: Product = { sku: 'A-1', name: 'Mug', isStocked: true, vatRatePercent: '21' };

function translate(changed: Partial<Product>, settings: object = {}) {
  const translated = productWriter.fromCanonical({ ...product, ...changed }, productSettings.parse(settings));
  if (!('payload' in translated)) throw new Error('it was left out');
  return translated;
}

function operation(sku: string) {
  return { payload: { sku }, naturalKey: sku, targetKey: sku, idempotencyKey: sku, references: {} };
}

describe('the payload of an article', () => {
  it('says whether it is shown', () => {
    expect(translate({}).payload.isShown).toBe(true);
    expect(translate({}, { publishNewItems: 'never' }).payload.isShown).toBe(false);
  });

  it('has a name that fits, with a note, and an empty description where the source has none any more', () => {
    const { payload, notes } = translate({ name: 'n'.repeat(300), description: '' });
    expect([payload.name?.length, payload.description]).toEqual([255, '']);
    expect(notes?.map(({ code }) => code)).toEqual(['products.name_cut']);
    expect(translate({ description: '' }, { emptiedTexts: 'keep' }).payload.description).toBeNull();
    expect(translate({}).payload.description).toBeNull();
  });

  it('has an address that is the same at every try', () => {
    expect(slugOf({ sku: '85123A', name: 'Crème "brûlée" 0.3 l' })).toBe('creme-brulee-0-3-l-85123a');
    expect(slugOf({ sku: '#', name: '…' })).toBe('article');
  });
});

describe('the price in the shop', () => {
  const payload = {
    sku: 'A-1',
    amountExclVat: '12.345',
    vatRatePercent: '21',
    currency: 'EUR',
    vat: 'as_channel',
  } as const;

  it('has VAT as the channel has it, or as the settings say', () => {
    expect(shopPrice(payload, { precision: 2, pricesIncludeTax: false })).toBe(1235);
    expect(shopPrice(payload, { precision: 2, pricesIncludeTax: true })).toBe(1494);
    expect(shopPrice({ ...payload, vat: 'including' }, { precision: 2, pricesIncludeTax: false })).toBe(1494);
    expect(shopPrice({ ...payload, vat: 'excluding' }, { precision: 3, pricesIncludeTax: true })).toBe(12345);
    expect(shopPrice(payload, { precision: 0, pricesIncludeTax: false })).toBe(12);
  });

  it('is never negative', () => {
    expect(() => shopPrice({ ...payload, amountExclVat: '-1' }, { precision: 2, pricesIncludeTax: false })).toThrow(
      ConnectorFailure,
    );
  });

  it('has no offer beside it, which is told', () => {
    const price = { sku: 'A-1', amountExclVat: '5', currency: 'EUR' };
    const translate = (sale: Price['sale']) => priceWriter.fromCanonical({ ...price, sale }, priceSettings.parse({}));
    expect(translate({ amountExclVat: '4', until: '2026-12-24' })).toMatchObject({
      notes: [{ code: 'vendure.offer_not_taken', params: { amount: '4', currency: 'EUR' } }],
    });
    expect(translate(null)).not.toHaveProperty('notes');
  });

  it('takes the rate of the settings where the article has none, and no rate where they have none', () => {
    const price = { sku: 'A-1', amountExclVat: '1', currency: 'EUR' };
    expect(priceWriter.fromCanonical(price, priceSettings.parse({ standardVatRate: '9' }))).toMatchObject({
      payload: { vatRatePercent: '9', isStandardRate: true },
    });
    expect(priceWriter.fromCanonical(price, priceSettings.parse({}))).toMatchObject({
      payload: { vatRatePercent: null },
    });
  });
});

describe('stock', () => {
  const level = {
    ...{ sku: 'A-1', quantity: 7, onHand: 10.9 },
    warehouses: [
      { code: 'main', quantity: 5, onHand: 8.2 },
      { code: 'shed', quantity: 1.5 },
      { code: 'shop', quantity: 0.5, onHand: 1.2 },
    ],
  };
  const payloadOf = (stockLocations: object) =>
    stockLevelWriter.fromCanonical(level, stockSettings.parse({ stockLocations }));

  it('is what is there, because the shop takes off its own open orders', () => {
    expect(payloadOf({})).toEqual({ payload: { sku: 'A-1', quantity: 10, trackInventory: true } });
  });

  it('stands at the locations of the table, rounded down for each', () => {
    expect(payloadOf({ main: 'Hall', '*': 'Attic', gone: 'Cellar' })).toEqual({
      payload: { sku: 'A-1', quantity: 10, levels: { Hall: 8, Attic: 2, Cellar: 0 }, trackInventory: true },
    });
  });

  it('tells the warehouses for which the table has no row', () => {
    expect(payloadOf({ main: 'Hall' })).toMatchObject({
      payload: { quantity: 8, levels: { Hall: 8 } },
      notes: [{ code: 'vendure.warehouse_without_location', params: { warehouses: 'shed, shop' } }],
    });
  });
});

it('writes no stock below zero', () => {
  expect(stockLevelWriter.fromCanonical({ sku: 'A-1', quantity: -3 }, stockSettings.parse({}))).toMatchObject({
    payload: { quantity: 0 },
  });
});

describe('a refusal by GraphQL', () => {
  it.each([
    ['FORBIDDEN', 'permission'],
    ['CHANNEL_NOT_FOUND', 'permission'],
    ['GRAPHQL_VALIDATION_FAILED', 'defect'],
    ['INTERNAL_SERVER_ERROR', 'intermittent'],
    ['BAD_USER_INPUT', 'value'],
    [undefined, 'value'],
  ])('with code %s has the class %s', (code, failureClass) => {
    expect(graphqlFailure([{ message: 'No.', extensions: { code } }])).toMatchObject({
      failureClass,
      message: expect.stringContaining('No.'),
    });
  });

  it('means a lost session only when nothing was done before it', () => {
    const refused = (path: string, code = 'FORBIDDEN') => ({
      status: 200,
      headers: {},
      body: { errors: [{ path: [path], extensions: { code } }] },
    });
    expect(isSessionRefused(refused('productVariants'))).toBe(true);
    expect(isSessionRefused(refused('m0'))).toBe(true);
    expect(isSessionRefused(refused('m1'))).toBe(false);
    expect(isSessionRefused(refused('m0', 'BAD_USER_INPUT'))).toBe(false);
    expect(isSessionRefused({ status: 200, headers: {}, body: undefined })).toBe(false);
  });

  it('goes to the channel of the connection', async () => {
    const sent: HttpRequest[] = [];
    const http = {
      request: <Body>(request: HttpRequest) => {
        sent.push(request);
        return Promise.resolve({ status: 200, headers: {}, body: { data: {} } as Body });
      },
    };
    const context = { fields: { channelToken: 'nl-shop' }, http } as unknown as ConnectorContext;
    await admin(context, { query: 'query { me { id } }', isRepeatable: true });
    expect(sent[0]).toMatchObject({ url: '/admin-api', headers: { 'vendure-token': 'nl-shop' }, isResent: true });
    await admin(context, { query: 'mutation { m0: updateProducts(input: []) { id } }', isRepeatable: true });
    // What it has done is looked up before it is sent again.
    expect(sent[1]).toMatchObject({ isRepeatable: true, isResent: false });
  });
});

describe('a batch', () => {
  const refuse = (bad: string, failure: ConnectorFailure) => (some: readonly { naturalKey: string }[]) =>
    some.some(({ naturalKey }) => naturalKey === bad)
      ? Promise.reject(failure)
      : Promise.resolve(some.map(({ naturalKey }) => `id-${naturalKey}`));

  it('is written one by one when the shop refuses it for one record', async () => {
    const failure = graphqlFailure([{ message: 'bad', extensions: { code: 'BAD_USER_INPUT' } }]);
    const outcomes = await writeOrSplit(['a', 'b', 'c'].map(operation), refuse('b', failure));
    expect(outcomes).toMatchObject([
      { targetKey: 'id-a' },
      { status: 'failed', failure: { failureClass: 'value' } },
      { targetKey: 'id-c' },
    ]);
  });

  it("makes a fault of the shop at one record that record's, and one at every record the shop's", async () => {
    const fault = graphqlFailure([{ message: 'boom', extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    const outcomes = await writeOrSplit(['a', 'b'].map(operation), refuse('b', fault));
    expect(outcomes).toMatchObject([{ status: 'written' }, { status: 'failed', failure: { failureClass: 'value' } }]);
    await expect(writeOrSplit(['a', 'b'].map(operation), () => Promise.reject(fault))).rejects.toBe(fault);
  });

  it('is not written again when its outcome is unknown or the whole shop refuses', async () => {
    const application = 'Vendure';
    for (const failure of [
      sharedFailure('intermittent', 'http.cut', { application, code: 'ECONNRESET' }, { isOutcomeUnknown: true }),
      sharedFailure(
        'application_down',
        'http.unavailable',
        { application, status: 503, said: '' },
        { status: 503, body: {} },
      ),
      graphqlFailure([{ extensions: { code: 'FORBIDDEN' } }]),
    ]) {
      let calls = 0;
      const write = () => {
        calls += 1;
        return Promise.reject(failure);
      };
      await expect(writeOrSplit(['a', 'b'].map(operation), write)).rejects.toBe(failure);
      expect(calls).toBe(1);
    }
  });
});
