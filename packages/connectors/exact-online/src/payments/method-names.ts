import type { Choice } from '@koppel/contracts';

/** What the name of a payment method in a shop tells. Pure: for proposals, which a person looks over. */
export interface MethodNames {
  /** Key in the shop. */
  key: string;
  /** Lower-case words of key and label. */
  words: ReadonlySet<string>;
}

function wordsOf(...texts: readonly (string | undefined)[]): string[] {
  return texts.flatMap((text = '') =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
}

/** Plug-ins that do not bear the name of their provider. */
const aliases: Readonly<Record<string, string>> = { ppcp: 'paypal', paynl: 'pay', woopayments: 'stripe' };

export function methodNames({ value, label }: Choice): MethodNames {
  const words = wordsOf(value, label);
  return { key: value, words: new Set(words.flatMap((word) => [word, aliases[word] ?? []].flat())) };
}

const has = ({ words }: MethodNames, names: ReadonlySet<string>): boolean => [...words].some((word) => names.has(word));

const cash = new Set(['cod', 'cash', 'contant', 'rembours', 'nachnahme', 'comptant']);

export function isCash(method: MethodNames): boolean {
  return has(method, cash);
}

const byStatement = new Set([
  ...['bacs', 'bank', 'banktransfer', 'bankoverschrijving', 'overschrijving', 'overboeking', 'transfer', 'wire'],
  ...['cheque', 'check', 'manual', 'virement', 'invoice', 'factuur', 'facture', 'rekening', 'vooruitbetaling'],
]);

/** Whether the buyer pays by oneself, so that a bank statement brings the money. */
export function isByStatement(method: MethodNames): boolean {
  return method.key === 'pp_system_default' || has(method, byStatement);
}

const card = new Set(['card', 'creditcard', 'credit', 'visa', 'mastercard', 'amex']);

export function isCard(method: MethodNames): boolean {
  return has(method, card);
}

const online = new Set([
  ...['adyen', 'amazon', 'apple', 'applepay', 'bancontact', 'belfius', 'buckaroo', 'braintree', 'eps', 'giropay'],
  ...['google', 'googlepay', 'ideal', 'in3', 'kbc', 'klarna', 'mollie', 'molliepayments', 'multisafepay', 'payconiq'],
  ...['paypal', 'przelewy24', 'riverty', 'sofort', 'stripe', 'sumup', 'wero', 'worldline'],
]);

/** Whether it is known to be paid in the check-out. */
export function isOnline(method: MethodNames): boolean {
  return isCard(method) || has(method, online);
}

/** Words that many journals and conditions have, whoever the money comes through. */
const common = new Set([
  ...['a', 'and', 'bank', 'betaald', 'betaling', 'betalingen', 'by', 'card', 'cash', 'clearing', 'credit', 'dagboek'],
  ...[
    'dagen',
    'days',
    'de',
    'door',
    'een',
    'en',
    'journal',
    'kas',
    'met',
    'of',
    'on',
    'online',
    'op',
    'paid',
    'payment',
  ],
  ...['payments', 'provider', 'service', 'shop', 'the', 'through', 'van', 'via', 'web', 'webshop', 'winkel', 'within'],
  ...['binnen', 'account', 'rekening', 'general', 'gateway', 'default', 'direct', 'wc', 'pp', 'system', 'standard'],
]);

const minPrefix = 5;

/** Whether a description bears a name of the method: `Mollie clearing` and `mollie_wc_gateway_ideal`. */
export function bearsName(method: MethodNames, ...descriptions: readonly (string | undefined)[]): boolean {
  const names = wordsOf(...descriptions).filter((word) => word.length > 1 && !common.has(word) && !/^\d+$/.test(word));
  return names.some((name) =>
    [...method.words].some((word) => word === name || (name.length >= minPrefix && word.startsWith(name))),
  );
}
