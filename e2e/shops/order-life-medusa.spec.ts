import { tables } from '../../packages/connectors/registry/test/document-tables.js';
import { LivingMedusa } from '../lib/living-medusa.js';
import { describeOrderLife } from '../lib/order-life.js';

describeOrderLife({
  shop: 'a real Medusa',
  start: () => LivingMedusa.start(),
  documentType: 'sales_entry',
  // What is paid cannot be changed any more.
  settings: { ...tables.sales_entry.settings, closedDocuments: 'credit' },
  leaseMs: 7_500,
  seed: 3,
});
