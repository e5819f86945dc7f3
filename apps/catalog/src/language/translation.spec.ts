import { connectors } from '@koppel/connectors';
import type { Connector } from '@koppel/connector-sdk';
import { existsSync } from 'node:fs';
import { toJsonSchema } from '../application/application.js';
import { packagesFor } from '../package/package.js';
import { translatePackage } from '../package/package-translation.js';
import { dutch } from './nl.js';
import { translateSchema, type Translate } from './translation.js';

/** Everything that is said, found by the code that translates it. */
function textsOf(say: (translate: Translate) => void): Set<string> {
  const texts = new Set<string>();
  say((text) => {
    texts.add(text);
    return text;
  });
  return texts;
}

const formOf = (connector: Connector) =>
  textsOf((translate) => {
    translate(connector.summary);
    translateSchema(toJsonSchema(connector.fields), translate);
  });
const pairs = connectors.flatMap((one) => connectors.map((other) => [one, other] as const));
const packagesOf = (pair: readonly [Connector, Connector]) =>
  textsOf((translate) => packagesFor(pair).map((offered) => translatePackage(offered, translate)));

const dutchOf = (...of: Connector[]): Set<string> =>
  new Set([dutch, ...of.map(({ translations }) => translations?.nl ?? {})].flatMap((texts) => Object.keys(texts)));
const missingIn = (known: Set<string>, texts: Set<string>) => [...texts].filter((text) => text && !known.has(text));

describe('the catalog in Dutch', () => {
  it.each(connectors.map((connector) => [connector.id, connector] as const))(
    'knows the form of %s',
    (_id, connector) => {
      expect(missingIn(dutchOf(connector), formOf(connector))).toEqual([]);
    },
  );

  it.each(pairs.map((pair) => [pair[0].id, pair[1].id, pair] as const))(
    'knows the packages of %s and %s',
    (_one, _other, pair) => {
      expect(missingIn(dutchOf(...pair), packagesOf(pair))).toEqual([]);
    },
  );

  it('has a manual of every application', () => {
    for (const { manualUrl } of connectors) {
      expect([manualUrl.href, existsSync(new URL('manual.nl.md', manualUrl))]).toEqual([manualUrl.href, true]);
    }
  });

  it('has no words for what nobody says any more', () => {
    const said = new Set([...connectors.map(formOf), ...pairs.map(packagesOf)].flatMap((texts) => [...texts]));
    expect([...dutchOf(...connectors)].filter((text) => !said.has(text))).toEqual([]);
  });
});

describe('translateSchema', () => {
  const translate = (text: string) => `(${text})`;

  it('changes what a person reads, at any depth, and nothing else', () => {
    const schema = {
      type: 'object',
      properties: {
        title: { type: 'string', title: 'Title', default: 'Title', enum: ['Title'] },
        table: {
          title: 'Table',
          additionalProperties: { anyOf: [{ type: 'string', description: 'A cell' }] },
          'x-labels': { one: 'One' },
          'x-key-title': 'Country',
        },
      },
    };
    expect(translateSchema(schema, translate)).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string', title: '(Title)', default: 'Title', enum: ['Title'] },
        table: {
          title: '(Table)',
          additionalProperties: { anyOf: [{ type: 'string', description: '(A cell)' }] },
          'x-labels': { one: '(One)' },
          'x-key-title': '(Country)',
        },
      },
    });
  });
});
