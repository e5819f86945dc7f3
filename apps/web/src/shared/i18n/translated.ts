import type { Language } from '@koppel/contracts';
import { language } from './language.js';

/** The same shape with other words: literal strings become any string, functions keep what they take. */
export type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...values: infer Values) => infer Result
    ? (...values: Values) => Translated<Result>
    : { readonly [Key in keyof Texts]: Translated<Texts[Key]> };

/** The texts of one folder in every language; English is what the others are measured by. */
export interface Translations<Texts> {
  en: Texts;
  nl: Translated<Texts>;
}

/**
 * The texts in the language of this page.
 *
 * @example export const texts = translated({ en, nl });
 */
export function translated<const Texts>(
  translations: Translations<Texts>,
  chosen: Language = language,
): Translated<Texts> {
  return translations[chosen] as Translated<Texts>;
}
