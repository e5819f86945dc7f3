import type { OrderSettings } from '../order-settings.js';
import type { DocumentKind, DocumentType } from './document.js';
import { salesOrder } from './sales-order.js';

const kinds: Readonly<Record<DocumentType, DocumentKind>> = {
  sales_order: salesOrder,
};

export function kindOf({ documentType }: Pick<OrderSettings, 'documentType'>): DocumentKind {
  return kinds[documentType];
}
