import { type AnyReader, type AnyWriter, type Connector, secretFields } from '@koppel/connector-sdk';
import { choiceKindSchema, problemsOfCatalogue } from '@koppel/contracts';
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
  if (values !== undefined) expect(Object.keys(connector.choices ?? {})).toContain(values);
  if (keys !== undefined) choiceKindSchema.parse(keys);
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
      const prefix = `${connector.id.replaceAll('-', '_')}.`;
      expect(Object.keys(connector.reasons.en).filter((code) => !code.startsWith(prefix))).toEqual([]);
    });

    it('marks what looks like a secret', () => {
      const suspicious = Object.keys(connector.fields.shape).filter((name) => /secret|password|privateKey/i.test(name));
      expect(secretFields(connector)).toEqual(expect.arrayContaining(suspicious));
    });

    it('has a manual that names every field', async () => {
      const manual = await readFile(connector.manualUrl, 'utf8');
      const missing = propertiesOf(connector.fields).filter(([, { title }]) => !manual.includes(title ?? ''));
      expect(missing.map(([name]) => name)).toEqual([]);
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
      part.settings.parse({});
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
