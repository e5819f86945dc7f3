import type { ConnectorContext, HttpRequest, WriteOutcome } from '@koppel/connector-sdk';
import type { WooRecord } from './client.js';
import { priceWriter } from './prices.js';

const option = (id: string, value: string): WooRecord => ({ id: `woocommerce_${id}`, value });
const rate = (taxClass: string, percent: string): WooRecord => ({
  ...{ country: 'NL', state: '', postcodes: [], cities: [], priority: 1, compound: false },
  ...{ class: taxClass, rate: percent },
});

interface ShopAs {
  includes?: boolean;
  calculates?: boolean;
  display?: string;
  product?: WooRecord;
}

function aShop({ includes = false, calculates = true, display = 'excl', product = { tax_class: '' } }: ShopAs = {}) {
  const yesNo = (yes: boolean) => (yes ? 'yes' : 'no');
  const answers: Record<string, WooRecord | WooRecord[]> = {
    'settings/general': [
      option('currency', 'EUR'),
      option('default_country', 'NL'),
      option('calc_taxes', yesNo(calculates)),
    ],
    'settings/tax': [option('prices_include_tax', yesNo(includes)), option('tax_display_shop', display)],
    'taxes/classes': [
      { slug: 'standard', name: 'Hoog' },
      { slug: 'laag', name: 'Laag' },
    ],
    taxes: [rate('standard', '21'), rate('laag', '9')],
  };
  const sent: HttpRequest[] = [];
  const bodyOf = ({ url, body }: HttpRequest): unknown => {
    if (url in answers) return answers[url];
    const { update = [] } = body as { update?: WooRecord[] };
    return { update: update.map((record) => ({ ...product, ...record })) };
  };
  const http = {
    request: <Body>(request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: bodyOf(request) as Body });
    },
  };
  return { context: { http, cache: new Map() } as unknown as ConnectorContext, sent };
}

const price = { sku: 'MUG', amountExclVat: '10', currency: 'EUR' };

/** As a run does it: what cannot be written yet, else what became of it. */
async function deliver(
  { context }: { context: ConnectorContext },
  changes: { vatRatePercent?: string } = {},
  wanted: object = {},
): Promise<WriteOutcome | undefined> {
  const settings = priceWriter.settings.parse(wanted);
  const translated = priceWriter.fromCanonical({ ...price, ...changes }, settings);
  if (!('payload' in translated)) throw new Error('left out');
  const { payload } = translated;
  const failure = (await priceWriter.resolve?.(context, [payload], settings))?.get('MUG');
  if (failure) return { status: 'failed', failure };
  const operation = { payload, naturalKey: 'MUG', targetKey: '1', idempotencyKey: 'MUG', references: {} };
  return (await priceWriter.write(context, [operation], settings))[0];
}

describe('a price with VAT of an article whose rate is not known', () => {
  const missing = {
    status: 'failed',
    failure: { reason: { code: 'prices.vat_rate_missing', field: 'standardVatRate' }, waitsFor: 'vat_rate:MUG' },
  };

  it('asks for the rate, and nothing is written', async () => {
    const shop = aShop({ includes: true });
    expect(await deliver(shop)).toMatchObject(missing);
    expect(shop.sent.map(({ method }) => method)).not.toContain('POST');
    expect(await deliver(aShop(), {}, { shopPriceVat: 'including' })).toMatchObject(missing);
  });

  it('is written with the rate of the settings, which is told', async () => {
    const shop = aShop({ includes: true });
    expect(await deliver(shop, {}, { standardVatRate: '21' })).toMatchObject({
      status: 'written',
      notes: [{ code: 'prices.standard_vat_rate', params: { sku: 'MUG', rate: '21' }, field: 'standardVatRate' }],
    });
    expect(shop.sent.at(-1)?.body).toMatchObject({ update: [{ regular_price: '12.10' }] });
  });

  it('needs none where the shop keeps its prices without', async () => {
    const outcome = await deliver(aShop());
    expect(outcome).toMatchObject({ status: 'written' });
    expect(outcome).not.toHaveProperty('notes');
    expect(await deliver(aShop(), {}, { standardVatRate: '21' })).not.toHaveProperty('notes');
  });
});

describe('a product that the shop charges another rate for', () => {
  const noted = (charged: string, taxClass = 'Hoog') => ({
    notes: [{ code: 'prices.charged_at_other_rate', params: { sku: 'MUG', rate: '9', charged, taxClass } }],
  });

  it('is told where prices are kept or shown with VAT', async () => {
    expect(await deliver(aShop({ includes: true }), { vatRatePercent: '9' })).toMatchObject(noted('21'));
    expect(await deliver(aShop({ display: 'incl' }), { vatRatePercent: '9' })).toMatchObject(noted('21'));
    const untaxed = aShop({ includes: true, product: { tax_class: 'laag', tax_status: 'none' } });
    expect(await deliver(untaxed, { vatRatePercent: '9' })).toMatchObject(noted('0', 'Laag'));
  });

  it('is no matter where nobody sees VAT, none is calculated, or the class charges the rate', async () => {
    const reduced = { tax_class: 'laag', tax_status: 'taxable' };
    for (const options of [{}, { includes: true, calculates: false }, { includes: true, product: reduced }]) {
      const outcome = await deliver(aShop(options), { vatRatePercent: '9' });
      expect(outcome).toMatchObject({ status: 'written' });
      expect(outcome).not.toHaveProperty('notes');
    }
  });
});
