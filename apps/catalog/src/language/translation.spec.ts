import { connectors } from '@koppel/connectors';
import type { Connector } from '@koppel/connector-sdk';
import type { JsonSchemaDocument } from '@koppel/contracts';
import { existsSync } from 'node:fs';
import { toJsonSchema } from '../application/application.js';
import { packagesFor } from '../package/package.js';
import { packageTemplates } from '../package/package-templates.js';
import { dutch } from './nl.js';
import { translateForm } from './translation.js';

type Properties = Record<string, JsonSchemaDocument>;
const propertiesOf = (schema: JsonSchemaDocument) => schema['properties'] as Properties;

/** What a person reads of a form, in the shape of its translation. */
function textsOf(properties: Properties): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      {
        title: property['title'],
        description: property['description'],
        labels: property['x-labels'],
        keyTitle: property['x-key-title'],
        valueTitle: property['x-value-title'],
      },
    ]),
  );
}

/** The paths of all texts, `country.labels.nl`. */
function pathsOf(texts: object, parent = ''): string[] {
  return Object.entries(texts)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]: [string, string | object]) =>
      typeof value === 'string' ? [`${parent}${name}`] : pathsOf(value, `${parent}${name}.`),
    )
    .sort();
}

function settingsOf({ readers, writers }: Connector): Properties {
  const parts = [...Object.values(readers), ...Object.values(writers)];
  return Object.assign({}, ...parts.map(({ settings }) => propertiesOf(toJsonSchema(settings)))) as Properties;
}

function engineSettings(): Properties {
  const flows = connectors.flatMap((one) =>
    connectors.flatMap((other) => packagesFor([one, other]).flatMap((offered) => offered.flows)),
  );
  const properties = flows.flatMap(({ settingsSchema }) => Object.entries(propertiesOf(settingsSchema)));
  return Object.fromEntries(properties.filter(([, property]) => property['x-side'] === undefined));
}

describe('the catalog in Dutch', () => {
  it.each(connectors.map((connector) => [connector.id, connector] as const))(
    'has every text of %s, and no other',
    (_id, { translations, ...connector }) => {
      const texts = { fields: {}, settings: {}, ...translations?.nl };
      expect(pathsOf(texts.fields)).toEqual(pathsOf(textsOf(propertiesOf(toJsonSchema(connector.fields)))));
      expect(pathsOf(texts.settings)).toEqual(pathsOf(textsOf(settingsOf(connector))));
    },
  );

  it('has every text of the packages, and no other', () => {
    const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key).sort();
    expect(Object.keys(dutch.packages).sort()).toEqual(packageTemplates.map(({ id }) => id).sort());
    expect(Object.keys(dutch.flows).sort()).toEqual(keysOf(packageTemplates.flatMap(({ flows }) => flows)));
    expect(pathsOf(dutch.settings)).toEqual(pathsOf(textsOf(engineSettings())));
  });

  it('has a manual of every application', () => {
    for (const { manualUrl } of connectors) {
      expect([manualUrl.href, existsSync(new URL('manual.nl.md', manualUrl))]).toEqual([manualUrl.href, true]);
    }
  });
});

it('translates what a person reads of the fields that have texts, and nothing else', () => {
  const schema = {
    type: 'object',
    properties: {
      title: { type: 'string', title: 'Title', default: 'one', enum: ['one'], 'x-labels': { one: 'One' } },
      table: { title: 'Table', description: 'Rows', 'x-key-title': 'Country', 'x-value-title': 'Code' },
      other: { title: 'Other' },
    },
  };
  const texts = {
    title: { title: 'Titel', description: 'Uitleg', labels: { one: 'Een' } },
    table: { title: 'Tabel', description: 'Rijen', keyTitle: 'Land', valueTitle: 'Codenummer' },
  };
  expect(translateForm(schema, (name) => texts[name as keyof typeof texts])).toEqual({
    type: 'object',
    properties: {
      title: {
        ...{ type: 'string', title: 'Titel', description: 'Uitleg', default: 'one', enum: ['one'] },
        'x-labels': { one: 'Een' },
      },
      table: { title: 'Tabel', description: 'Rijen', 'x-key-title': 'Land', 'x-value-title': 'Codenummer' },
      other: { title: 'Other' },
    },
  });
});
