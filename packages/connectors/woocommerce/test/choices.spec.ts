import type { ConnectorContext } from '@koppel/connector-sdk';
import type { WooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { woocommerce } from '../src/index.js';
import { contextOf, startShop } from './shop.js';

let shop: WooCommerceSimulator;
let context: ConnectorContext;
beforeAll(async () => {
  shop = await startShop();
  context = contextOf(shop.url);
});
afterAll(() => shop.close());

describe('choices of a WooCommerce shop', () => {
  it('are the statuses that an order can have, in words of the shop, without unfinished check-outs', async () => {
    const items = await woocommerce.choices?.order_statuses?.(context);
    expect(items).toEqual(expect.arrayContaining([{ value: 'on-hold', label: 'On hold' }]));
    expect(items?.map(({ value }) => value)).not.toContain('checkout-draft');
  });

  it('say how many orders there are', async () => {
    const all = { value: 'all', label: 'All orders', count: expect.any(Number) as number };
    expect(await woocommerce.choices?.orders_from?.(context)).toEqual([all]);
  });

  it('are its payment methods, those in use first', async () => {
    expect(await woocommerce.choices?.payment_methods?.(context)).toEqual([
      { value: 'bacs', label: 'Direct bank transfer', hint: 'bacs' },
      { value: 'ideal', label: 'iDEAL', hint: 'ideal' },
      { value: 'cheque', label: 'Check payments', hint: 'cheque, switched off' },
      { value: 'cod', label: 'Cash on delivery', hint: 'cod, switched off' },
    ]);
  });

  it('are the rates that it charges, by country', async () => {
    const rates = (await woocommerce.choices?.vat_rates?.(context)) ?? [];
    expect(rates).toEqual(
      expect.arrayContaining([
        { value: 'NL:21', label: 'NL:21', hint: '21% VAT' },
        { value: 'NL:9', label: 'NL:9', hint: '9% VAT' },
        { value: 'BE:21', label: 'BE:21', hint: '21% VAT' },
      ]),
    );
  });

  it('are its tax classes, the standard one proposed', async () => {
    expect(await woocommerce.choices?.tax_classes?.(context)).toEqual([
      { value: 'standard', label: 'Standard rate', isProposed: true },
      { value: 'reduced-rate', label: 'Reduced rate' },
      { value: 'zero-rate', label: 'Zero rate' },
    ]);
  });

  it('are the fields of the last orders, those that hold a VAT number first', async () => {
    const meta = [
      { key: '_source', value: 'direct' },
      { key: 'fiscal_number', value: 'NL000000001B01' },
    ];
    shop.control.insert('orders', { meta_data: meta });
    const items = await woocommerce.choices?.vat_number_fields?.(context);
    expect(items).toEqual([
      { value: 'fiscal_number', label: 'fiscal_number', hint: 'NL000000001B01' },
      { value: '_source', label: '_source' },
    ]);
  });
});
