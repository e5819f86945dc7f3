import type { ConnectorContext } from '@koppel/connector-sdk';
import { documentTexts, loadDocumentTexts } from './document-texts.js';

function contextOf(languageCode: string | undefined) {
  const calls: string[] = [];
  const context: ConnectorContext = {
    fields: { country: 'nl', division: '1234' },
    host: {},
    http: {
      request: <Body>({ url }: { url: string }) => {
        calls.push(url);
        const row = { LanguageCode: languageCode };
        return Promise.resolve({ status: 200, headers: {}, body: { d: { results: [row] } } as Body });
      },
    },
    cache: new Map(),
    signal: new AbortController().signal,
    now: () => new Date(),
    log: { info() {}, warn() {} },
  };
  return { context, calls };
}

it.each([
  ['nl-NL', 'nl'],
  ['nl-BE', 'nl'],
  ['fr-FR', 'fr'],
  ['EN', 'en'],
  ['de-DE', 'en'],
  [undefined, 'en'],
] as const)('are those of a user whose language is %s: %s', async (code, language) => {
  const { context } = contextOf(code);
  await expect(loadDocumentTexts(context, { documentLanguage: 'user' })).resolves.toBe(documentTexts[language]);
});

it('are asked for once a run, and not where the settings choose the language', async () => {
  const { context, calls } = contextOf('nl-NL');
  await expect(loadDocumentTexts(context, { documentLanguage: 'en' })).resolves.toBe(documentTexts.en);
  expect(calls).toEqual([]);
  await loadDocumentTexts(context, { documentLanguage: 'user' });
  await loadDocumentTexts(context, { documentLanguage: 'user' });
  expect(calls).toHaveLength(1);
});
