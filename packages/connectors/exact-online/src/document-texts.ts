import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { textOf } from './odata.js';
import type { OrderSettings } from './order-settings.js';

/** What Koppel itself writes on a document. */
export type DocumentTexts = Readonly<
  Record<
    | 'gift_card'
    | 'store_credit'
    | 'difference'
    | 'refund'
    | 'before_change'
    | 'rounding'
    | 'ordered_by'
    | 'deliver_to'
    // With the number of the order, or of the credit.
    | 'order_reversed'
    | 'credit_reversed',
    string
  >
>;

export const documentTexts = {
  en: {
    gift_card: 'Gift card',
    store_credit: 'Store credit',
    difference: 'Difference',
    refund: 'Refund',
    before_change: 'Before the order was changed',
    rounding: 'Rounding',
    ordered_by: 'Ordered by',
    deliver_to: 'Deliver to',
    order_reversed: 'Credit of web order {number}',
    credit_reversed: 'Reversal of credit {number}',
  },
  nl: {
    gift_card: 'Cadeaubon',
    store_credit: 'Tegoed',
    difference: 'Verschil',
    refund: 'Terugbetaling',
    before_change: 'Van vóór de wijziging van de bestelling',
    rounding: 'Afronding',
    ordered_by: 'Besteld door',
    deliver_to: 'Leveren aan',
    order_reversed: 'Creditering van webbestelling {number}',
    credit_reversed: 'Terugdraaiing van creditering {number}',
  },
  fr: {
    gift_card: 'Carte cadeau',
    store_credit: 'Avoir',
    difference: 'Différence',
    refund: 'Remboursement',
    before_change: 'Avant la modification de la commande',
    rounding: 'Arrondi',
    ordered_by: 'Commandé par',
    deliver_to: 'Livrer à',
    order_reversed: 'Avoir sur la commande web {number}',
    credit_reversed: 'Annulation de l’avoir {number}',
  },
} satisfies Record<string, DocumentTexts>;

function isKnown(language: string): language is keyof typeof documentTexts {
  return language in documentTexts;
}

/** The texts in the chosen language, or in that of the user whom Koppel works as; English where it has none. Asked once a run. */
export async function loadDocumentTexts(
  context: ConnectorContext,
  { documentLanguage }: Pick<OrderSettings, 'documentLanguage'>,
): Promise<DocumentTexts> {
  if (documentLanguage !== 'user') return documentTexts[documentLanguage];
  const cached = context.cache.get('administration:document_texts') as DocumentTexts | undefined;
  if (cached) return cached;
  const me = await new ExactClient(context).me();
  // `nl-NL`
  const [language = ''] = (textOf(me?.LanguageCode) ?? '').toLowerCase().split('-');
  const texts = documentTexts[isKnown(language) ? language : 'en'];
  context.cache.set('administration:document_texts', texts);
  return texts;
}
