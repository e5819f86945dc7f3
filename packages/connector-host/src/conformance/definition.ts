import { type AnyReader, type AnyWriter, type Connector, type FormTexts, secretFields } from '@koppel/connector-sdk';
import { choiceKindSchema, languages, problemsOfCatalogue } from '@koppel/contracts';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

interface Property {
  title?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  items?: { enum?: string[] };
  additionalProperties?: unknown;
  'x-essential'?: unknown;
  'x-labels'?: Record<string, string>;
  'x-choices'?: string;
  'x-key-choices'?: string;
  'x-distinct'?: string;
}

function propertiesOf(schema: z.ZodType): [string, Property][] {
  const document = z.toJSONSchema(schema, { io: 'input' }) as { type?: string; properties?: Record<string, Property> };
  expect(document.type).toBe('object');
  return Object.entries(document.properties ?? {});
}

/** A label for every value to choose, lists of choices that exist, and the two columns of a table named. */
function expectLabels(connector: Connector, name: string, property: Property): void {
  const options = property.enum ?? property.items?.enum ?? [];
  expect({ name, labelled: Object.keys(property['x-labels'] ?? {}) }).toEqual({
    name,
    labelled: expect.arrayContaining(options),
  });
  // Values come from a list of this application; the keys of a table from the one on the other side.
  const [values, keys] = [property['x-choices'], property['x-key-choices']];
  if (values !== undefined) {
    const lists = Object.keys(connector.choices ?? {});
    expect({ name, 'x-choices': values, choicesOfTheConnector: lists }).toMatchObject({
      choicesOfTheConnector: expect.arrayContaining([values]),
    });
  }
  if (keys !== undefined) choiceKindSchema.parse(keys);
  if ('x-extra-keys' in property)
    expect({ name, ...property }).toMatchObject({
      ...{ 'x-key-choices': expect.any(String), 'x-extra-keys': expect.any(Array) },
    });
  if ('x-distinct' in property)
    expect({ name, ...property }).toMatchObject({ 'x-distinct': expect.stringMatching(/\{n\}/) });
  if (typeof property.additionalProperties === 'object') {
    expect(property).toMatchObject({ 'x-key-title': expect.anything(), 'x-value-title': expect.anything() });
  }
}

/** What can be checked without an application: the form, the settings and the manual. */
export function describeDefinition(connector: Connector): void {
  describe('definition', () => {
    it('has a title and a help text for every field of the form', () => {
      const properties = propertiesOf(connector.fields);
      expect(properties.length).toBeGreaterThan(0);
      for (const [name, property] of properties) {
        expect({ name, title: property.title, description: property.description }).toEqual({
          name,
          title: expect.stringMatching(/\S/),
          description: expect.stringMatching(/\S.{9}/),
        });
        expectLabels(connector, name, property);
      }
    });

    it('has a message for every reason, in every language', () => {
      expect(problemsOfCatalogue(connector.reasons)).toEqual([]);
      const name = connector.id.replaceAll('-', '_');
      // Words for its terms have a colon.
      const prefixes = [`${name}.`, `${name}:`];
      const others = Object.keys(connector.reasons.en).filter(
        (code) => !prefixes.some((each) => code.startsWith(each)),
      );
      expect({ prefixes, codesWithoutThem: others }).toEqual({ prefixes, codesWithoutThem: [] });
    });

    it('marks what looks like a secret', () => {
      const suspicious = Object.keys(connector.fields.shape).filter((name) =>
        /secret|password|api_?key|private_?key/i.test(name),
      );
      expect(secretFields(connector)).toEqual(expect.arrayContaining(suspicious));
    });

    it.each(languages)('has a manual that names every field (%s)', async (language) => {
      const file = language === 'en' ? 'manual.md' : `manual.${language}.md`;
      const manual = await readFile(new URL(file, connector.manualUrl), 'utf8');
      const translated = connector.translations?.[language]?.fields as FormTexts | undefined;
      const titles = propertiesOf(connector.fields).map(
        ([name, { title }]) => translated?.[name]?.title ?? title ?? '',
      );
      expect({ file, titlesNotNamed: titles.filter((title) => !manual.includes(title)) }).toEqual({
        file,
        titlesNotNamed: [],
      });
    });

    it('has a drawing as its logo, without scripts or foreign addresses', () => {
      expect(connector.logoSvg).toMatch(/^<svg[\s>]/);
      expect(connector.logoSvg).not.toMatch(/<script|\son\w+=|href=/i);
    });

    const parts: [string, AnyReader | AnyWriter][] = [
      ...Object.entries(connector.readers).map(([kind, part]): [string, AnyReader] => [`reader of ${kind}`, part]),
      ...Object.entries(connector.writers).map(([kind, part]): [string, AnyWriter] => [`writer of ${kind}`, part]),
    ];
    it.each(parts)('explains every setting of the %s and gives it a default', (_name, part) => {
      const { error } = part.settings.safeParse({});
      const withoutDefault = error?.issues.map(({ path }) => path.join('.')) ?? [];
      expect({ settingsWithoutDefault: withoutDefault }).toEqual({ settingsWithoutDefault: [] });
      for (const [name, property] of propertiesOf(part.settings)) {
        expect({ name, ...property }).toMatchObject({
          name,
          title: expect.stringMatching(/\S/),
          description: expect.stringMatching(/\S.{9}/),
          'x-essential': expect.any(Boolean),
        });
        expect(property).toHaveProperty('default');
        expectLabels(connector, name, property);
      }
    });
  });
}
