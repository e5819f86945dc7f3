import { languageOf } from './language.js';

it.each([
  ['the header', 'nl', undefined, 'nl'],
  ['the address before the header', 'en', 'nl', 'nl'],
  ['English for a language that Koppel does not speak', false as const, 'tlh', 'en'],
  ['English where nothing is asked for', false as const, undefined, 'en'],
])('takes %s', (_what, accepted, language, expected) => {
  expect(languageOf({ query: { language }, acceptsLanguages: () => accepted })).toBe(expected);
});
