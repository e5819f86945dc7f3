import { describeConnector } from '@koppel/connector-host/conformance';
import { woocommerce } from '../src/index.js';
import { callShop, startShop } from './shop.js';

describeConnector(woocommerce, {
  async start() {
    let nowMs = Date.parse('2026-11-02T10:00:00Z');
    const shop = await startShop({ days: ['2010-12-01'], now: () => nowMs });
    shop.control.insert('products', { name: 'Mug', sku: 'MUG', regular_price: '10.00' });
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
            name: 'Plate',
            status: 'active',
            isStocked: true,
            weightGrams: 350,
            vatRatePercent: '21',
          },
          changed: { sku: 'PLATE', name: 'Deep plate', status: 'active', isStocked: true },
          broken: { sku: 'mug', name: 'Another mug', status: 'active', isStocked: true },
          absentKey: 'NOTHING',
        },
        stock_level: {
          record: { sku: 'MUG', quantity: 3 },
          changed: { sku: 'MUG', quantity: 4 },
          broken: { sku: 'NO-SUCH-THING', quantity: 1 },
          absentKey: 'NOTHING',
        },
        price: {
          record: { sku: 'MUG', amountExclVat: '8.00', currency: 'EUR' },
          changed: { sku: 'MUG', amountExclVat: '9.00', currency: 'EUR' },
          broken: { sku: 'NO-SUCH-THING', amountExclVat: '9.00', currency: 'USD' },
          absentKey: 'NOTHING',
        },
      },
      stop: () => shop.close(),
    };
  },
});
