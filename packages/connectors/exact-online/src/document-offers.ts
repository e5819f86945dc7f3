import { ConnectorFailure, pausesRun, type ConnectorContext } from '@koppel/connector-sdk';
import type { Choice, Reason } from '@koppel/contracts';
import { ExactClient } from './client.js';
import type { DocumentType } from './documents/document.js';
import { readSalesJournals } from './ledger.js';
import { textOf } from './odata.js';
import type { OrderSettings } from './order-settings.js';
import { reason } from './reasons.js';

interface OfferRule {
  type: DocumentType;
  /** Refused with 403 where licence or rights lack it. */
  probe: { endpoint: string; select: string };
  needsJournal: boolean;
  /** Words for it in the features of a licence, in the languages of Exact Online. */
  feature: RegExp;
}

/** The best first: an order can still be delivered, an invoice still be changed into one. */
const rules: readonly OfferRule[] = [
  {
    type: 'sales_order',
    probe: { endpoint: 'salesorder/SalesOrders', select: 'OrderID' },
    needsJournal: false,
    feature: /order|commande|pedido|auftr/i,
  },
  {
    type: 'sales_invoice',
    probe: { endpoint: 'salesinvoice/SalesInvoices', select: 'InvoiceID' },
    needsJournal: true,
    feature: /invoic|fact|rechnung/i,
  },
  {
    type: 'sales_entry',
    probe: { endpoint: 'salesentry/SalesEntries', select: 'EntryID' },
    needsJournal: true,
    feature: /account|financ|boekhoud|compta|buchhalt/i,
  },
];

/** Whether orders can become a kind of document, and why not or with what doubt. */
export interface Offer {
  type: DocumentType;
  isOffered: boolean;
  reason?: Reason;
}

/** What a call gives, or its reason where licence or rights refuse it. */
export async function unlessRefused<Value>(ask: () => Promise<Value>): Promise<{ value: Value } | { refused: Reason }> {
  try {
    return { value: await ask() };
  } catch (error: unknown) {
    if (error instanceof ConnectorFailure && error.status === 403 && !pausesRun(error))
      return { refused: error.reason };
    throw error;
  }
}

/** The features of the licence; undefined where they cannot be read. Which texts they have is not documented. */
export async function loadFeatures(context: ConnectorContext): Promise<string[] | undefined> {
  const select = 'ID,Description';
  const rows = await new ExactClient(context)
    .allRows('system/AvailableFeatures', { select })
    .catch((error: unknown) => {
      // The question itself may be refused: then the licence is not known.
      if (error instanceof ConnectorFailure && [400, 403, 404].includes(error.status ?? 0) && !pausesRun(error))
        return [];
      throw error;
    });
  const features = rows.flatMap((row) => textOf(row.Description) ?? []);
  return features.length > 0 ? features : undefined;
}

async function refusalOf(context: ConnectorContext, { probe, needsJournal }: OfferRule): Promise<Reason | undefined> {
  const { endpoint, select } = probe;
  const asked = await unlessRefused(() => new ExactClient(context).rows(endpoint, { select, top: 1 }));
  if ('refused' in asked) return asked.refused;
  if (!needsJournal) return undefined;
  const journals = await unlessRefused(() => readSalesJournals(context));
  if ('refused' in journals) return journals.refused;
  return journals.value.size === 0 ? reason('exact_online.no_sales_journal') : undefined;
}

/** Whether orders can become this document here. */
export async function offerOf(context: ConnectorContext, type: DocumentType): Promise<Offer> {
  const rule = rules.find((each) => each.type === type);
  const refused = rule && (await refusalOf(context, rule));
  return refused ? { type, isOffered: false, reason: refused } : { type, isOffered: true };
}

/**
 * The documents that orders can become here, the best first. What is refused is not offered; what the features of the licence do not
 * name comes after what they do, and where they cannot be read everything else is offered and says so.
 */
export async function loadOffers(context: ConnectorContext): Promise<Offer[]> {
  const features = await loadFeatures(context);
  const offers: (Offer & { rank: number })[] = [];
  for (const { type, feature } of rules) {
    const offer = await offerOf(context, type);
    const isNamed = features?.some((each) => feature.test(each)) === true;
    const doubt = features ? reason('exact_online.licence_does_not_name') : reason('exact_online.licence_unknown');
    if (!offer.isOffered) offers.push({ ...offer, rank: 2 });
    else if (isNamed) offers.push({ ...offer, rank: 0 });
    else offers.push({ ...offer, reason: doubt, rank: 1 });
  }
  return offers.sort((left, right) => left.rank - right.rank).map(({ rank: _rank, ...offer }) => offer);
}

/** The choices of the setting, whose labels the form has. */
export async function listDocumentTypes(context: ConnectorContext): Promise<Choice[]> {
  return (await loadOffers(context)).map(({ type, isOffered, reason: why }, index) => ({
    value: type,
    label: type,
    isOffered,
    ...(why && { reason: why }),
    ...(index === 0 && isOffered && { isProposed: true }),
  }));
}

/** That the chosen document is not possible here; asked only where somebody chose another one than usual. */
export async function checkDocumentType(
  context: ConnectorContext,
  { documentType }: Pick<OrderSettings, 'documentType'>,
): Promise<Reason[]> {
  if (documentType === 'sales_order') return [];
  const { reason: why } = await offerOf(context, documentType);
  return why ? [{ ...why, field: 'documentType' }] : [];
}
