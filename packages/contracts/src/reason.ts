import { z } from 'zod';
import { languages } from './vocabulary.js';

type Language = (typeof languages)[number];

/** `<package>.<what>`, `exact_online.item_missing`: the key of a message in a catalogue. */
export const reasonCodeSchema = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/);
export const reasonParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * Why something is as it is: a failure, a filtered record, a waiting run, a step of a connection test. Services store and
 * compare the code; the edge renders the sentence.
 */
export const reasonSchema = z
  .object({
    code: reasonCodeSchema,
    /** Values that the message shows: keys, amounts, what the application said. Never a secret. */
    params: reasonParamsSchema,
    /** Dotted path of the field that is concerned: of the record as read, of a connection or of the settings. */
    field: z.string().max(200).optional(),
    /** The sentence in the language of the request. Only edges (gateway, mail) fill it in; services never read it. */
    message: z.string().optional(),
  })
  .meta({
    id: 'Reason',
    examples: [{ code: 'exact_online.item_missing', params: { item: 'A-1', line: 'Mug' }, field: 'lines' }],
  });
export type Reason = z.infer<typeof reasonSchema>;
export type ReasonParams = Reason['params'];

/** Messages of one language, by code. `{name}` stands for a parameter, `{name, term}` for a translated word of the terms. */
export type ReasonMessages<Code extends string = string> = Readonly<Record<Code, string>>;
/** Messages in every language. A new language in `languages` makes the compiler ask for it here. */
export type ReasonCatalogue<Code extends string = string> = Readonly<Record<Language, ReasonMessages<Code>>>;

type PlaceholderOf<Message extends string> = Message extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${infer Name}, ${string}` ? Name : Hole) | PlaceholderOf<Rest>
  : never;
/** The parameters that a message takes: `{ sku: string | number }` of `'{sku} is missing.'`. */
export type ParamsOf<Message extends string> = { [Name in PlaceholderOf<Message>]: string | number };
type ParamsArgument<Message extends string> = [PlaceholderOf<Message>] extends [never]
  ? [params?: Record<string, never>, field?: string]
  : [params: ParamsOf<Message>, field?: string];

/**
 * Defines the reasons of a package: a catalogue with the messages of each language.
 *
 * @example
 * const reasons = defineReasons({ en: reasonsEn, nl: reasonsNl }); // reasonsEn: `… as const`
 */
export function defineReasons<const En extends ReasonMessages>(
  catalogue: { en: En } & { readonly [Other in Exclude<Language, 'en'>]: ReasonMessages<keyof En & string> },
): { readonly [Each in Language]: Each extends 'en' ? En : ReasonMessages<keyof En & string> } {
  return catalogue as never;
}

/** The catalogue that `defineReasons` made, whose English messages give the types of the parameters. */
export interface TypedCatalogue<En extends ReasonMessages> {
  readonly en: En;
}

/**
 * Makes typed reasons of a catalogue.
 *
 * @example
 * const reason = reasonsOf(reasons);
 * reason('exact_online.item_missing', { sku: 'A-1' }, 'lines.0.sku');
 */
export function reasonsOf<En extends ReasonMessages>(_catalogue: TypedCatalogue<En>): ReasonMaker<En> {
  return (code, ...[params, field]) => ({
    code,
    params: params ?? {},
    ...(field === undefined ? {} : { field }),
  });
}

/** Makes a reason of a code of a catalogue; the message of the code says which parameters it takes. */
export type ReasonMaker<En extends ReasonMessages> = <Code extends keyof En & string>(
  code: Code,
  ...rest: ParamsArgument<En[Code]>
) => Reason;

/**
 * Joins catalogues of packages into one.
 *
 * @throws Error when two of them define the same code
 */
export function mergeCatalogues(catalogues: readonly ReasonCatalogue[]): ReasonCatalogue {
  const merged = Object.fromEntries(languages.map((language) => [language, {} as Record<string, string>]));
  for (const catalogue of catalogues) {
    for (const language of languages) {
      const messages = merged[language] ?? {};
      for (const [code, message] of Object.entries(catalogue[language])) {
        if (code in messages) throw new Error(`the code ${code} is defined twice (${language})`);
        messages[code] = message;
      }
    }
  }
  return merged as ReasonCatalogue;
}

const placeholders = /\{(\w+)(?:, (term))?\}/g;

/**
 * Renders a reason as a sentence.
 *
 * @param reason.params missing ones leave their name in braces, so that a mistake is seen and nothing breaks
 * @returns for a code without a message, the code itself
 */
export function renderReason(reason: Reason, catalogue: ReasonCatalogue, language: Language = 'en'): string {
  const messages = catalogue[language];
  const message = messages[reason.code];
  if (message === undefined) return reason.code;
  return message.replace(placeholders, (hole, name: string, format: string | undefined) => {
    const value = reason.params[name];
    if (value === undefined) return hole;
    const words: Readonly<Record<string, string>> = terms[language];
    return format === 'term' ? (words[value] ?? String(value)) : String(value);
  });
}

const termsEn = {
  product: 'product',
  stock_level: 'stock level',
  price: 'price',
  customer: 'customer',
  order: 'order',
  credit: 'credit',
  payment: 'payment',
  source: 'source',
  target: 'target',
  owner: 'owner',
  admin: 'admin',
  operator: 'operator',
  viewer: 'viewer',
  items: 'items',
  stock: 'warehouses and stock',
  relations: 'relations',
  sales_orders: 'sales orders',
  sales_invoices: 'sales invoices',
  ledger: 'journals, ledger accounts and sales entries',
  sales_order: 'sales order',
  sales_invoice: 'sales invoice',
  sales_entry: 'sales entry',
  sales_prices: 'sales prices',
  vat_codes: 'VAT codes',
  payment_conditions: 'payment conditions',
  currencies: 'currencies',
  shipping: 'shipping costs',
  discount: 'discounts',
  fee: 'other costs',
  voucher: 'gift cards and store credit',
  difference: 'differences of the total',
  rounding: 'rounding differences',
};

/** Words for values that are codes themselves. */
const terms: Readonly<Record<Language, Record<keyof typeof termsEn, string>>> = {
  en: termsEn,
  nl: {
    product: 'product',
    stock_level: 'voorraad',
    price: 'prijs',
    customer: 'klant',
    order: 'bestelling',
    credit: 'creditering',
    payment: 'betaling',
    source: 'bron',
    target: 'doel',
    owner: 'eigenaar',
    admin: 'beheerder',
    operator: 'medewerker',
    viewer: 'meekijker',
    items: 'artikelen',
    stock: 'magazijnen en voorraad',
    relations: 'relaties',
    sales_orders: 'verkooporders',
    sales_invoices: 'verkoopfacturen',
    ledger: 'dagboeken, grootboekrekeningen en verkoopboekingen',
    sales_order: 'verkooporder',
    sales_invoice: 'verkoopfactuur',
    sales_entry: 'verkoopboeking',
    sales_prices: 'verkoopprijzen',
    vat_codes: 'btw-codes',
    payment_conditions: 'betalingscondities',
    currencies: "valuta's",
    shipping: 'verzendkosten',
    discount: 'kortingen',
    fee: 'overige kosten',
    voucher: 'cadeaubonnen en tegoed',
    difference: 'verschillen van het totaal',
    rounding: 'afrondingsverschillen',
  },
};

/** One reason per code, with a sample value for each parameter. */
function sampleReasons(catalogue: ReasonCatalogue): Reason[] {
  return Object.entries(catalogue.en).map(([code, message]) => ({
    code,
    params: Object.fromEntries([...message.matchAll(placeholders)].map(([, name]) => [name, `<${name}>`])),
  }));
}

/**
 * Renders every code in every language with sample parameters, and gives what is wrong: codes of another form, parameters that
 * a language does not take over, holes that stay open, texts that are empty or hold markup, languages that repeat the English
 * text. The gateway's tests check every catalogue of Koppel with it, the conformance kit those of a connector.
 */
export function problemsOfCatalogue(catalogue: ReasonCatalogue): string[] {
  return sampleReasons(catalogue).flatMap((sample) => [
    ...(reasonSchema.safeParse(sample).success ? [] : [`${sample.code}: not a code`]),
    ...languages.flatMap((language) => problemsOfMessage(sample, catalogue, language)),
  ]);
}

function problemsOfMessage(sample: Reason, catalogue: ReasonCatalogue, language: Language): string[] {
  const message = catalogue[language][sample.code];
  const at = `${sample.code} (${language})`;
  if (!message?.trim()) return [`${at}: no message`];
  const names = new Set([...message.matchAll(placeholders)].map(([, name]) => name));
  const missing = Object.keys(sample.params).filter((name) => !names.has(name));
  const problems = missing.map((name) => `${at}: does not show {${name}}`);
  const rendered = renderReason(sample, catalogue, language);
  if (/[{}]/.test(rendered)) problems.push(`${at}: an open placeholder`);
  if (/<\/?[a-z]+[ >]/i.test(message)) problems.push(`${at}: markup`);
  if (language !== 'en' && message === catalogue.en[sample.code]) problems.push(`${at}: not translated`);
  return problems;
}
