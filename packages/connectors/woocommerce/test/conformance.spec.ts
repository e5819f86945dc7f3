import { describeConnector } from '@koppel/connector-host/conformance';
import { woocommerce } from '../src/index.js';
import { callShop, startShop } from './shop.js';

describeConnector(woocommerce, {
  async start() {
    let nowMs = Date.parse('2026-11-02T10:00:00Z');
    const shop = await startShop({ days: ['2010-12-01'], now: () => nowMs });
    shop.control.insert('products', { name: 'Mug', sku: 'MUG', regular_price: '10.00' });
    shop.control.insert('products', { name: 'Cup', sku: 'CUP', regular_price: '10.00' });
    shop.control.insert('products', { name: 'Shirt', sku: 'SHIRT', type: 'variable' });
    shop.control.insert('products', { name: 'Set', sku: 'SET', type: 'grouped' });
    const remake = (sku: string) => () => {
      const found = shop.control.list('products').find((product) => product.sku === sku);
      if (found) shop.control.remove('products', found.id);
      shop.control.insert('products', { name: 'Made anew', sku });
      return Promise.resolve();
    };
    for (let count = 0; count < 30; count += 1) {
      nowMs += 60_000;
      const fee_lines = [{ name: 'Mug', total: '30.00' }];
      const meta_data = [{ key: 'vat_number', value: 'NL000000001B01' }];
      const { id } = shop.control.insert('orders', { status: 'processing', fee_lines, meta_data });
      await callShop(shop.url, 'POST', `orders/${id}/refunds`, { amount: '5.00' });
    }
    return {
      origin: shop.url,
      connection: (shopUrl) => ({
        fields: { shopUrl, consumerKey: 'ck_sandbox' },
        secrets: { consumerSecret: 'cs_sandbox' },
        host: {},
      }),
      wrongConnection: (shopUrl) => ({
        fields: { shopUrl, consumerKey: 'ck_sandbox' },
        secrets: { consumerSecret: 'cs_wrong' },
        host: {},
      }),
      readers: {
        order: { leastRecords: 100, pageSize: 25 },
        credit: { leastRecords: 30, pageSize: 25 },
        payment: { leastRecords: 130, pageSize: 25 },
      },
      writers: {
        product: {
          record: {
            sku: 'PLATE',
            name: 'Flat plate',
            isStocked: true,
            weightGrams: 350,
            vatRatePercent: '21',
          },
          mark: 'Flat plate',
          beside: { sku: 'BOWL', name: 'Bowl', isStocked: true },
          changed: { sku: 'PLATE', name: 'Deep plate', isStocked: true },
          broken: { sku: 'mug', name: 'Another mug', isStocked: true },
          altered: { sku: 'PLATE  9', name: 'Flat plate', isStocked: true },
          renamed: { sku: 'PLATE-2', name: 'Flat plate', isStocked: true },
          remake: remake('PLATE'),
          absentKey: 'NOTHING',
        },
        stock_level: {
          record: { sku: 'MUG', quantity: 1212 },
          mark: '1212',
          beside: { sku: 'CUP', quantity: 4 },
          changed: { sku: 'MUG', quantity: 4 },
          altered: { sku: 'SET', quantity: 4 },
          remake: remake('MUG'),
          broken: { sku: 'NO-SUCH-THING', quantity: 1 },
          absentKey: 'NOTHING',
        },
        price: {
          record: { sku: 'MUG', amountExclVat: '8.37', currency: 'EUR' },
          mark: '8.37',
          beside: { sku: 'CUP', amountExclVat: '9.00', currency: 'EUR' },
          changed: { sku: 'MUG', amountExclVat: '9.00', currency: 'EUR' },
          altered: { sku: 'SHIRT', amountExclVat: '9.00', currency: 'EUR' },
          remake: remake('MUG'),
          broken: { sku: 'NO-SUCH-THING', amountExclVat: '9.00', currency: 'USD' },
          absentKey: 'NOTHING',
        },
      },
      stop: () => shop.close(),
    };
  },
});
