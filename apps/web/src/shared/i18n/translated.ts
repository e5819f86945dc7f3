import type { Language } from '@koppel/contracts';
import { language } from './language.js';

type Leaf = string | ((...values: never[]) => unknown);

/** The same shape with other words: literal strings become any string, functions keep what they take. */
export type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...values: infer Values) => infer Result
    ? (...values: Values) => Translated<Result>
    : { readonly [Key in keyof Texts]: Translated<Texts[Key]> };

/** A translation that is not complete: what it leaves out stays English. */
export type Prepared<Texts> = Texts extends Leaf
  ? Translated<Texts>
  : { readonly [Key in keyof Texts]?: Prepared<Texts[Key]> };

/** The texts of one folder in every language; English is what the others are measured by. */
export interface Translations<Texts> {
  en: Texts;
  nl: Translated<Texts>;
  de?: Prepared<Texts>;
  fr?: Prepared<Texts>;
}

/**
 * The texts in the language of this page.
 *
 * @example export const texts = translated({ en, nl });
 */
export function translated<const Texts>(
  translations: Translations<Texts>,
  wanted: Language = language,
): Translated<Texts> {
  const chosen = translations[wanted];
  if (wanted === 'en' || chosen === undefined) return translations.en as Translated<Texts>;
  return filled(translations.en, chosen) as Translated<Texts>;
}

function filled(english: unknown, chosen: unknown): unknown {
  if (chosen === undefined) return english;
  if (!isGroup(english) || !isGroup(chosen)) return chosen;
  return Object.fromEntries(Object.entries(english).map(([key, value]) => [key, filled(value, chosen[key])]));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
