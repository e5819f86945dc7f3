import { connectors } from '@koppel/connectors';
import { translateSentences, type Connector } from '@koppel/connector-sdk';
import { readFileSync } from 'node:fs';

/** Sentences of a program: literals that begin like one and have several words; what is filled in becomes a word. */
const literal = /'((?:[^'\\\n]|\\.)+)'|`((?:[^`\\]|\\.)+)`/g;

function sentencesIn(file: URL): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(literal)]
    .map(([, quoted, template]) => (quoted ?? template ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'x1'))
    .map((text) => text.replaceAll("\\'", "'"))
    .filter((text) => /^[A-Z][a-z]+ .*[a-z.]$/.test(text) && !/[{}]/.test(text));
}

/** Written with a word of a list in it, all of which are in the dictionary. */
const withLanguage = /^(?:May read|Give the user the right to see and edit) x1/;

describe('what the test of a connection says in Dutch', () => {
  it.each(connectors.map((connector: Connector) => [connector.id, connector] as const))(
    'is complete for %s',
    (_id, connector) => {
      const sentences = sentencesIn(new URL('src/connection-test.ts', connector.manualUrl));
      const known = connector.testTranslations?.nl ?? {};
      expect(sentences.length).toBeGreaterThan(8);
      const missing = sentences.filter((text) => !withLanguage.test(text) && translateSentences(text, known) === text);
      expect(missing).toEqual([]);
    },
  );
});
