import { tables } from '../../packages/connectors/registry/test/document-tables.js';
import { LivingVendure } from '../lib/living-vendure.js';
import { describeOrderLife } from '../lib/order-life.js';

describeOrderLife({
  shop: 'a real Vendure',
  start: () => LivingVendure.start(),
  documentType: 'sales_invoice',
  settings: { ...tables.sales_invoice.settings, closedDocuments: 'credit' },
  leaseMs: 7_500,
  seed: 2,
});
