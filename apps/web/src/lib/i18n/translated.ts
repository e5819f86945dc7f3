import type { Language } from '@koppel/contracts';
import { language } from './language.js';

type Leaf = string | ((...values: never[]) => unknown);

/** The same shape with other words: literal strings become any string, functions keep what they take. */
export type Words<Texts> = Texts extends string
  ? string
  : Texts extends (...values: infer Values) => infer Result
    ? (...values: Values) => Words<Result>
    : { readonly [Key in keyof Texts]: Words<Texts[Key]> };

/** A translation that is not complete: what it leaves out stays English. */
export type Prepared<Texts> = Texts extends Leaf
  ? Words<Texts>
  : { readonly [Key in keyof Texts]?: Prepared<Texts[Key]> };

/** The texts of one folder in every language; English is what the others are measured by. */
export interface Translations<Texts> {
  en: Texts;
  nl: Words<Texts>;
  de?: Prepared<Texts>;
  fr?: Prepared<Texts>;
}

/**
 * The texts in the language of this page.
 *
 * @example export const texts = translated({ en, nl });
 */
export function translated<const Texts>(translations: Translations<Texts>, wanted: Language = language): Words<Texts> {
  const chosen = translations[wanted];
  if (wanted === 'en' || chosen === undefined) return translations.en as Words<Texts>;
  return filled(translations.en, chosen) as Words<Texts>;
}

function filled(english: unknown, chosen: unknown): unknown {
  if (chosen === undefined) return english;
  if (!isGroup(english) || !isGroup(chosen)) return chosen;
  return Object.fromEntries(Object.entries(english).map(([key, value]) => [key, filled(value, chosen[key])]));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
