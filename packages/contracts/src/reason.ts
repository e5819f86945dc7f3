import { z } from 'zod';
import { formatDate, formatMoney, termOf } from './reason-formats.js';
import { languages, type Language } from './vocabulary.js';

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

/**
 * Messages of one language, by code. `{name}` stands for a parameter as it is, `{name, term}` for a translated word of the terms,
 * `{name, terms}` for several of them, `processing, completed`, each in quotes, `{name, date}` for a day and `{name, money, currency}` for an amount in the currency of the parameter `currency`, both as people
 * write them in the language.
 */
export type ReasonMessages<Code extends string = string> = Readonly<Record<Code, string>>;
/** Messages in every language. A new language in `languages` makes the compiler ask for it here. */
export type ReasonCatalogue<Code extends string = string> = Readonly<Record<Language, ReasonMessages<Code>>>;

type PlaceholderOf<Message extends string> = Message extends `${string}{${infer Hole}}${infer Rest}`
  ? ParamOf<Hole> | PlaceholderOf<Rest>
  : never;
type ParamOf<Hole extends string> = Hole extends `${infer Name}, money, ${infer Currency}`
  ? Name | Currency
  : Hole extends `${infer Name}, ${string}`
    ? Name
    : Hole;
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

/**
 * Adds words of a package for values that its reasons show as terms, such as the labels of the statuses of a shop.
 *
 * @param labels by the value, for each language
 */
export function withTerms<Catalogue extends ReasonCatalogue>(
  catalogue: Catalogue,
  packageName: string,
  labels: Readonly<Record<Language, Readonly<Record<string, string>>>>,
): Catalogue {
  const merged = languages.map((language) => {
    const own = Object.entries(labels[language]).map(([value, label]) => [termKey(packageName, value), label]);
    return [language, { ...catalogue[language], ...(Object.fromEntries(own) as Record<string, string>) }];
  });
  return Object.fromEntries(merged) as Catalogue;
}

/** No code of a reason has a colon. */
function termKey(packageName: string, value: string): string {
  return `${packageName}:${value}`;
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

const placeholders = /\{(\w+)(?:, (terms?|date|money, (\w+)))?\}/g;

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
  return message.replace(placeholders, (hole: string, name: string, format?: string, currencyName?: string) => {
    const value = reason.params[name];
    const currency = currencyName === undefined ? '' : reason.params[currencyName];
    if (value === undefined || currency === undefined) return hole;
    if (format === undefined) return String(value);
    if (format === 'date') return formatDate(String(value), language);
    if (currencyName !== undefined) return formatMoney(String(value), String(currency), language);
    const [packageName = ''] = reason.code.split('.');
    const wordOf = (each: string) => messages[termKey(packageName, each)] ?? termOf(each, language);
    return format === 'term' ? wordOf(String(value)) : quotedTerms(String(value), wordOf);
  });
}

function quotedTerms(values: string, wordOf: (value: string) => string): string {
  const words = values.split(', ').filter((each) => each !== '');
  return words.map((each) => `"${wordOf(each)}"`).join(', ') || '-';
}

/** One reason per code, with a sample value for each parameter. */
function sampleReasons(catalogue: ReasonCatalogue): Reason[] {
  const codes = Object.entries(catalogue.en).filter(([code]) => !code.includes(':'));
  return codes.map(([code, message]) => ({
    code,
    params: Object.fromEntries(namesIn(message).map((name) => [name, `<${name}>`])),
  }));
}

/** The parameters that a message shows, those of its currencies too. */
function namesIn(message: string): string[] {
  return [...message.matchAll(placeholders)].flatMap(([, name, , currency]) => [name, currency]).filter(isPresent);
}

function isPresent(name: string | undefined): name is string {
  return name !== undefined;
}

/** The placeholders of a message with their formats, without those that show a value as it is. */
function formatsIn(message: string): string[] {
  return [...message.matchAll(placeholders)].flatMap(([hole, , format]) => (format === undefined ? [] : [hole]));
}

/**
 * Renders every code in every language with sample parameters, and gives what is wrong: codes of another form, parameters that
 * a language does not take over or formats otherwise, amounts without a format, holes that stay open, texts that are empty or hold
 * markup, languages that repeat the English text. The gateway's tests check every catalogue of Koppel with it, the conformance kit those of a connector.
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
  const names = new Set(namesIn(message));
  const missing = Object.keys(sample.params).filter((name) => !names.has(name));
  const problems = missing.map((name) => `${at}: does not show {${name}}`);
  const formats = new Set(formatsIn(message));
  const unformatted = formatsIn(catalogue.en[sample.code] ?? '').filter((hole) => !formats.has(hole));
  problems.push(...unformatted.map((hole) => `${at}: does not format ${hole}`));
  if (/\{currency\} ?\{|\} ?\{currency\}/.test(message)) problems.push(`${at}: an amount without the format money`);
  const rendered = renderReason(sample, catalogue, language);
  if (/[{}]/.test(rendered)) problems.push(`${at}: an open placeholder`);
  if (/<\/?[a-z]+[ >]/i.test(message)) problems.push(`${at}: markup`);
  if (language !== 'en' && message === catalogue.en[sample.code]) problems.push(`${at}: not translated`);
  return problems;
}
