import type { OrderSettings } from '../order-settings.js';
import type { DocumentKind, DocumentType } from './document.js';
import { salesEntry } from './sales-entry.js';
import { salesInvoice } from './sales-invoice.js';
import { salesOrder } from './sales-order.js';

const kinds: Readonly<Record<DocumentType, DocumentKind>> = {
  sales_order: salesOrder,
  sales_invoice: salesInvoice,
  sales_entry: salesEntry,
};

export const documentKinds: readonly DocumentKind[] = Object.values(kinds);

export function kindOf({ documentType }: Pick<OrderSettings, 'documentType'>): DocumentKind {
  return kinds[documentType];
}
