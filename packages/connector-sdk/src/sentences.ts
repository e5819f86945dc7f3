import { callReasons } from './reasons.js';

/** Sentences in another language, by the English ones; `{}` stands for what differs from case to case. */
export type Sentences = Readonly<Record<string, string>>;

/**
 * Gives an English sentence, or several after one another, in another language. What stands for a `{}` is translated
 * as well where it is a sentence or a word of the dictionary; what is not known stays as it is.
 */
export function translateSentences(text: string, sentences: Sentences): string {
  const exact = sentences[text];
  if (exact !== undefined) return exact;
  for (const [english, translated] of Object.entries(sentences)) {
    if (!english.includes('{}')) continue;
    const found = patternOf(english).exec(text);
    if (!found) continue;
    const values = found.slice(1).map((value) => translateSentences(value, sentences));
    return translated.replace(
      /\{(\d*)\}/g,
      (_hole, position: string) => (position ? values[Number(position) - 1] : values.shift()) ?? '',
    );
  }
  return text;
}

function patternOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}

/** The reasons of failed calls as Dutch sentences. */
export const dutchCallSentences: Sentences = Object.fromEntries(
  Object.entries<string>(callReasons.en)
    .map(([code, english]) => {
      const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const dutch = callReasons.nl[code as keyof typeof callReasons.en];
      return [
        english.replace(/\{\w+\}/g, '{}'),
        dutch.replace(/\{(\w+)\}/g, (_hole, name: string) => `{${names.indexOf(name) + 1}}`),
      ];
    })
    .filter(([english]) => english !== '{}'),
);
