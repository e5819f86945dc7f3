import type { ConnectorContext, HttpRequest, TargetPayload } from '@koppel/connector-sdk';
import type { Product } from '@koppel/contracts';
import { readFileSync } from 'node:fs';
import type { WooRecord } from './client.js';
import { productWriter } from './products.js';
import { proposeShopTaxClasses } from './tax-classes.js';

type Answers = Record<string, WooRecord[]>;

/** As a WooCommerce 11.0.1 answered; its README names the source. */
const recorded = JSON.parse(readFileSync(new URL('./fixtures/taxes.json', import.meta.url), 'utf8')) as Answers;

function aShop(changes: Partial<Record<keyof Answers, WooRecord[]>> = {}) {
  const answers = { ...recorded, ...changes };
  const sent: HttpRequest[] = [];
  const http = {
    request: <Body>(request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: bodyOf(request) as Body });
    },
  };
  const bodyOf = ({ url, body }: HttpRequest): unknown => {
    if (url in answers) return answers[url];
    const { create = [] } = body as { create?: WooRecord[] };
    return { create: create.map((record, index) => ({ id: index + 1, ...record })) };
  };
  return { context: { http, cache: new Map() } as unknown as ConnectorContext, sent };
}

const option = (id: string, value: string): WooRecord => ({ id: `woocommerce_${id}`, value });
const settings = (country: string, calculates = 'yes') => ({
  'settings/general': [option('default_country', country), option('calc_taxes', calculates)],
});
const rate = (taxClass: string, percent: string, changes: WooRecord = {}): WooRecord => ({
  ...recorded['taxes']?.[0],
  ...{ country: 'NL', class: taxClass, rate: `${percent}.0000` },
  ...changes,
});
const classes = (...slugs: string[]) => ({
  'taxes/classes': [{ slug: 'standard', name: 'Standaardtarief' }, ...slugs.map((slug) => ({ slug, name: slug }))],
});

const choices = (...rates: string[]) => rates.map((value) => ({ value, label: value }));
const dutch = {
  ...classes('gereduceerd-tarief', 'nultarief'),
  taxes: [rate('standard', '21'), rate('gereduceerd-tarief', '9'), rate('nultarief', '0')],
};
const german = {
  ...settings('DE'),
  ...classes('reduzierter-preis', 'ohne-mwst'),
  taxes: [rate('standard', '19', { country: 'DE' }), rate('reduzierter-preis', '7', { country: 'DE' })],
};

describe('the tax classes that a shop proposes', () => {
  const proposed = async (shop: ReturnType<typeof aShop>, ...rates: string[]) =>
    proposeShopTaxClasses(shop.context, choices(...rates));

  it('are those that charge each rate at home, as recorded', async () => {
    expect(await proposed(aShop(), '21', '9', '0')).toEqual({
      rows: [
        { key: '21', value: 'standard' },
        { key: '9', value: 'reduced-rate' },
        { key: '0', value: 'zero-rate' },
      ],
      gaps: [],
    });
  });

  it.each([
    ['a Dutch', '9', 'gereduceerd-tarief', dutch],
    ['a German', '7', 'reduzierter-preis', german],
    ['a German', '0', 'ohne-mwst', german],
  ])('have names in any language: in %s shop %s %% is %s', async (_name, percent, slug, shop) => {
    expect((await proposed(aShop(shop), percent)).rows).toEqual([{ key: percent, value: slug }]);
  });

  it('are missing for the rates of another country', async () => {
    const belgian = aShop(settings('BE'));
    expect(await proposed(belgian, '21', '9')).toEqual({
      rows: [{ key: '21', value: 'standard' }],
      gaps: [
        {
          reason: {
            code: 'woocommerce.tax_rate_missing',
            params: expect.objectContaining({ rate: '9', country: 'BE' }),
          },
          rows: [{ key: '9', coveredBy: [] }],
        },
      ],
    });
  });

  it('are a question where two charge the same', async () => {
    const taxes = [rate('boeken', '9'), rate('gereduceerd-tarief', '9')];
    const { rows, gaps } = await proposed(aShop({ ...classes('boeken', 'gereduceerd-tarief'), taxes }), '9');
    expect(rows).toEqual([]);
    expect(gaps).toMatchObject([
      { reason: { code: 'woocommerce.tax_rate_several', params: { classes: 'boeken, gereduceerd-tarief' } } },
    ]);
  });

  it('follow the rates of each priority, the most specific ones, and not those of single postcodes', async () => {
    const at = (changes: WooRecord) => rate('standard', '5', { country: 'CA', ...changes });
    const taxes = [
      at({ country: '', rate: '3.0000' }),
      at({}),
      at({ rate: '9.9750', state: 'QC', priority: 2, compound: true }),
      at({ rate: '7.0000', state: 'BC', priority: 2 }),
      at({ rate: '1.0000', priority: 3, postcodes: ['H2X'] }),
    ];
    const rates = ['5', '12', '15.47375'];
    const rowsAt = async (country: string) =>
      (await proposed(aShop({ ...settings(country), ...classes(), taxes }), ...rates)).rows.map(({ key }) => key);
    expect(await rowsAt('CA:BC')).toEqual(['12']);
    expect(await rowsAt('CA:QC')).toEqual(['15.47375']);
    expect(await rowsAt('CA:AB')).toEqual(['5']);
  });

  it('are none where the shop calculates no taxes', async () => {
    const shop = aShop(settings('NL', 'no'));
    expect(await proposed(shop, '21', '9')).toEqual({ rows: [], gaps: [] });
    expect(shop.sent).toHaveLength(1);
  });
});

describe('the tax class of a product', () => {
  const product: Product = { sku: 'A', name: 'Mug', isStocked: true, vatRatePercent: '9' };
  const payloadOf = (changes: Partial<Product> = {}, taxClasses: Record<string, string> = {}) => {
    const set = productWriter.settings.parse({ taxClasses });
    const translated = productWriter.fromCanonical({ ...product, ...changes }, set);
    if (!('payload' in translated)) throw new Error('left out');
    return translated.payload;
  };
  const refused = async ({ context }: ReturnType<typeof aShop>, payload: ReturnType<typeof payloadOf>) =>
    (await productWriter.resolve?.(context, [payload], productWriter.settings.parse({})))?.get('A');
  const written = async ({ context, sent }: ReturnType<typeof aShop>, payload: ReturnType<typeof payloadOf>) => {
    const operation = { payload, naturalKey: 'A', targetKey: undefined, idempotencyKey: 'A', references: {} };
    const [outcome] = await productWriter.write(context, [operation], productWriter.settings.parse({}));
    const body = sent.find(({ method }) => method === 'POST')?.body as { create: WooRecord[] };
    return { outcome, taxClass: body.create[0]?.['tax_class'] };
  };

  it('is the one that charges its rate, whatever that is called', async () => {
    expect((await written(aShop(dutch), payloadOf())).taxClass).toBe('gereduceerd-tarief');
    expect((await written(aShop(german), payloadOf({ vatRatePercent: '19' }))).taxClass).toBe('');
  });

  it('is the one of the table, however the percentage is written', async () => {
    const payload = payloadOf({}, { '9.0': 'zero-rate' });
    const shop = aShop();
    expect(await refused(shop, payload)).toBeUndefined();
    expect((await written(shop, payload)).taxClass).toBe('zero-rate');
  });

  it.each([
    ['no class has its rate', payloadOf({ vatRatePercent: '12.00' }), 'tax_rate_missing', '12'],
    ['the table names a class that is not there', payloadOf({}, { '9': 'laag' }), 'tax_rate_entry_unknown', '9'],
  ])('is asked for before anything is written where %s', async (_name, payload, code, rateOf) => {
    const shop = aShop();
    expect(await refused(shop, payload)).toMatchObject({
      failureClass: 'missing_reference',
      waitsFor: `tax_rate:${rateOf}`,
      reason: { code: `woocommerce.${code}`, params: { rate: rateOf }, field: `taxClasses.${rateOf}` },
    });
    await expect(written(shop, payload)).rejects.toMatchObject({ reason: { code: `woocommerce.${code}` } });
    expect(shop.sent.map(({ method }) => method)).not.toContain('POST');
  });

  it('stays the choice of the shop where it calculates no taxes, or the article has no known rate', async () => {
    const off = aShop(settings('NL', 'no'));
    expect(await refused(off, payloadOf({ vatRatePercent: '12' }))).toBeUndefined();
    expect((await written(off, payloadOf({ vatRatePercent: '12' }))).taxClass).toBeUndefined();
    const shop = aShop();
    const unknown = payloadOf({ vatRatePercent: undefined });
    expect(await refused(shop, unknown)).toBeUndefined();
    expect((await written(shop, unknown)).taxClass).toBeUndefined();
    expect(shop.sent).toHaveLength(1);
  });

  it('changes what is written when the table changes', () => {
    const payload: TargetPayload = payloadOf({}, { '9': 'zero-rate' });
    expect(payload).not.toEqual(payloadOf());
  });
});

describe('the table of tax classes when it is saved', () => {
  const check = (taxClasses: Record<string, string>, shop = aShop()) =>
    productWriter.checkSettings?.(shop.context, productWriter.settings.parse({ taxClasses }));

  it('names a class that the shop does not have, a rate twice, and warns of a class with another rate', async () => {
    expect(await check({ '21': 'hoog', '9': 'standard', '9.0': 'reduced-rate' })).toMatchObject({
      problems: [
        { code: 'woocommerce.tax_rate_entry_unknown', params: { rate: '21', entry: 'hoog' }, field: 'taxClasses.21' },
        { code: 'woocommerce.tax_rate_entry_twice', field: 'taxClasses.9.0' },
      ],
      warnings: [
        { code: 'woocommerce.tax_rate_entry_other', params: { rate: '9', charged: '21' }, field: 'taxClasses.9' },
      ],
    });
  });

  it('is right as it was proposed, and asks nothing while it is empty', async () => {
    expect(await check({ '21': 'standard', '9': 'reduced-rate', '0': 'zero-rate' })).toEqual({
      problems: [],
      warnings: [],
    });
    const shop = aShop();
    expect(await check({}, shop)).toEqual({ problems: [] });
    expect(shop.sent).toEqual([]);
  });
});
