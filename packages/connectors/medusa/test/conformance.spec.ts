import { describeConnector } from '@koppel/connector-host/conformance';
import { medusa } from '../src/index.js';
import { Shop } from './shop.js';

const article = {
  sku: 'KIT-1',
  name: 'Mug with heart',
  isStocked: true,
  vatRatePercent: '21',
} as const;

describeConnector(medusa, {
  startTimeoutMs: 900_000,
  async start() {
    const shop = await Shop.start('medusa_conformance');
    await shop.createArticle(['STOCKED-1'], 10);
    await shop.createArticle(['PRICED-1'], 10);
    // Medusa deletes no article that open orders have reserved.
    await shop.createArticle(['SOLD-1'], 10);
    for (let count = 1; count <= 5; count += 1) {
      const { id } = await shop.placeOrder({
        email: `buyer${count}@example.com`,
        lines: [{ sku: 'SOLD-1', quantity: count }],
        metadata: { vat_number: 'NL000000001B01' },
      });
      await shop.refund(await shop.capture(id), 1);
    }
    const remake = (sku: string) => () => shop.remakeArticle(sku, 10);
    const connection = (shopUrl: string, secretKey: string) => ({
      fields: { shopUrl },
      secrets: { secretKey },
      host: {},
    });
    return {
      origin: shop.origin,
      connection: (origin) => connection(origin, shop.server.secretKey),
      wrongConnection: (origin) => connection(origin, 'sk_not_this_one'),
      readers: {
        order: { leastRecords: 5, pageSize: 2 },
        credit: { leastRecords: 5, pageSize: 2 },
        payment: { leastRecords: 10, pageSize: 2 },
      },
      writers: {
        product: {
          record: article,
          mark: 'Mug with heart',
          beside: { ...article, sku: 'KIT-3', name: 'Plate' },
          remake: remake('KIT-1'),
          changed: { ...article, name: 'Mug with two hearts', description: 'Holds 0.3 l', barcode: '8712345678906' },
          broken: { ...article, sku: 'KIT-2', vatRatePercent: '99' },
          renamed: { ...article, sku: 'KIT-9' },
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
          mark: '12.37',
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
