import { sharedReasons } from '@koppel/connector-sdk';
import { mergeCatalogues, renderReason, type Reason } from '@koppel/contracts';
import { reasons } from '../src/reasons.js';

const catalogue = mergeCatalogues([sharedReasons, reasons]);

/** What a person reads, in both languages. */
export function reasonSentence(reason: Reason): string {
  return `${renderReason(reason, catalogue, 'en')} ${renderReason(reason, catalogue, 'nl')}`;
}
