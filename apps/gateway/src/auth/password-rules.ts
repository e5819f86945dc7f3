import { commonParts } from './common-passwords.js';

/** So many characters must be left of a password without what everybody tries first. */
const minOwnCharacters = 5;

const lookAlikes: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' };
const lookAlikeSigns: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' };

/**
 * Whether a password is made of nothing but what everybody tries first: common words, words of its context (a name, an
 * e-mail address), digits, separators and repetitions. Pure; no list of leaked passwords is asked.
 *
 * @param context words that an attacker knows of the person
 */
export function isEasyToGuess(password: string, context: readonly string[] = []): boolean {
  const words = [...context.flatMap(partsOf), ...commonParts].sort((left, right) => right.length - left.length);
  return [plain(password), plain(replaced(password))].some((text) => ownCharacters(text, words) < minOwnCharacters);
}

/** Different characters that stand in no known word: "aaaaaa" has one. */
function ownCharacters(text: string, words: readonly string[]): number {
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return new Set(left).size;
}

const sequences = /(?:19|20)\d\d|0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|9876?5?4?3?2?1?|(\d)\1{2,}/g;

/** Lower-case letters and digits alone, without years and rows of digits; letters of other scripts count as well. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]/gu, '')
    .replaceAll(sequences, '');
}

function replaced(text: string): string {
  const all = { ...lookAlikes, ...lookAlikeSigns };
  return [...text].map((character) => all[character] ?? character).join('');
}

/** "jan.jansen@shop.example" → jan, jansen, shop, example. */
function partsOf(text: string): string[] {
  return text
    .split(/[^\p{L}]+/u)
    .map(plain)
    .filter(({ length }) => length >= 3);
}
