import type { ConnectorFailure } from '@koppel/connector-sdk';
import { failure } from '../reasons.js';
import type { BookedDocument, DocumentType } from './document.js';

/** The reference of an order stands on a document that is not that of the order. */
export function referenceTaken(
  reference: string,
  type: DocumentType,
  { number, buyerName, total, currency, day }: BookedDocument,
): ConnectorFailure {
  const params = { reference, document: type, number, name: buyerName ?? '-', total, currency, date: day };
  return failure('duplicate', 'exact_online.reference_taken', params, { field: 'referencePrefix' });
}
