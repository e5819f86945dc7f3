import { describeConnector } from '@koppel/connector-host/conformance';
import { vendure } from '../src/index.js';
import { Shop } from './shop.js';

const variant = {
  sku: 'KIT-1',
  name: 'Mug with heart',
  isStocked: true,
  vatRatePercent: '21',
} as const;

describeConnector(vendure, {
  startTimeoutMs: 300_000,
  async start() {
    const shop = await Shop.start('vendure_conformance');
    const variantId = await shop.createArticle('STOCKED-1', 1000);
    await shop.createArticle('PRICED-1', 1000);
    for (let count = 1; count <= 5; count += 1) {
      const lines = [{ variantId, quantity: count }];
      const code = await shop.placeOrder({ email: `buyer${count}@example.com`, lines });
      const { payments } = await shop.findOrder(code);
      await shop.refund({ paymentId: payments[0]?.id ?? '', amount: 100 });
    }
    const remake = (sku: string) => () => shop.remakeArticle(sku, 1000);
    const connection = (shopUrl: string, password: string) => ({
      fields: { shopUrl, username: shop.login.username },
      secrets: { password },
      host: {},
    });
    return {
      origin: shop.origin,
      connection: (origin) => connection(origin, shop.login.password),
      wrongConnection: (origin) => connection(origin, 'not-this-one'),
      readers: {
        order: { leastRecords: 5, pageSize: 2 },
        credit: { leastRecords: 5, pageSize: 2 },
        payment: { leastRecords: 10, pageSize: 2 },
      },
      writers: {
        product: {
          record: variant,
          mark: 'Mug with heart',
          beside: { ...variant, sku: 'KIT-3', name: 'Plate' },
          remake: remake('KIT-1'),
          changed: { ...variant, name: 'Mug with two hearts', description: 'Holds 0.3 l' },
          broken: { ...variant, sku: 'KIT-2', vatRatePercent: '99' },
          renamed: { ...variant, sku: 'KIT-9' },
          absentKey: 'KIT-0',
        },
        stock_level: {
          record: { sku: 'STOCKED-1', quantity: 1212 },
          mark: '1212',
          beside: { sku: 'PRICED-1', quantity: 4 },
          remake: remake('STOCKED-1'),
          changed: { sku: 'STOCKED-1', quantity: 7 },
          broken: { sku: 'stocked-1', quantity: 1 },
          absentKey: 'KIT-0',
        },
        price: {
          record: { sku: 'PRICED-1', amountExclVat: '12.37', vatRatePercent: '21', currency: 'EUR' },
          mark: '1237',
          beside: { sku: 'STOCKED-1', amountExclVat: '8', vatRatePercent: '21', currency: 'EUR' },
          remake: remake('PRICED-1'),
          changed: { sku: 'PRICED-1', amountExclVat: '12.505', vatRatePercent: '21', currency: 'EUR' },
          broken: { sku: 'PRICED-1-X', amountExclVat: '1', currency: 'EUR' },
          absentKey: 'KIT-0',
        },
      },
      stop: () => shop.stop(),
    };
  },
});
