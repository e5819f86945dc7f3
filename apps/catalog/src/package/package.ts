import {
  flowDefinitionSchema,
  type EntityKind,
  type FlowDefinition,
  type JsonSchemaDocument,
  type JsonValue,
  type Package,
} from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { z } from 'zod';
import { toJsonSchema } from '../application/application.js';
import { packageTemplates, type FlowTemplate } from './package-templates.js';

/** Settings of the engine itself, beside those of the two connectors. */
const engineSettings: { [Kind in EntityKind]?: z.ZodObject } = {
  product: z.object({
    writeMode: z
      .enum(['both', 'create', 'update'])
      .default('both')
      .meta({
        title: 'Create or update products',
        description:
          'With create and update the webshop is kept equal to the accounting. Create only suits shops whose texts are edited in the webshop, since they stay. Update only changes products that the webshop has already.',
        'x-labels': { both: 'Create and update', create: 'Create new ones only', update: 'Update existing ones only' },
        'x-essential': true,
      }),
  }),
};

/** The packages that two applications can have together: only flows that one can read and the other can write. */
export function packagesFor(pair: readonly [Connector, Connector]): Package[] {
  return packageTemplates
    .map(({ id, title, description, flows }) => ({
      id,
      title,
      description,
      flows: flows.flatMap((flow) => defineFlow(flow, pair)),
    }))
    .filter(({ flows }) => flows.length > 0);
}

function defineFlow(template: FlowTemplate, [one, other]: readonly [Connector, Connector]): FlowDefinition[] {
  const { key, entity, carries, title, description, defaultCron } = template;
  const direction = directionOf(template, [one, other]);
  if (!direction) return [];
  const [source, target] = direction;
  const settingsSchema = mergeSettings(
    settingParts(template, source, target),
    `${key} of ${source.id} and ${target.id}`,
  );
  return [
    flowDefinitionSchema.parse({
      key,
      entity,
      carries,
      title,
      description,
      defaultCron,
      sourceApplicationId: source.id,
      targetApplicationId: target.id,
      settingsSchema,
      defaultSettings: defaultsOf(settingsSchema),
    }),
  ];
}

/**
 * Who reads and who writes, by what both can do. Where both ways are possible the roles decide, and then the ids, so that it
 * does not matter which application was chosen first.
 */
function directionOf(
  { entity, from, to }: FlowTemplate,
  [one, other]: readonly [Connector, Connector],
): readonly [Connector, Connector] | undefined {
  const fit = (source: Connector, target: Connector) =>
    Number(source.roles.includes(from)) + Number(target.roles.includes(to));
  return [[one, other] as const, [other, one] as const]
    .filter(([source, target]) => source.readers[entity] && target.writers[entity])
    .sort(([a, b], [c, d]) => fit(c, d) - fit(a, b) || a.id.localeCompare(c.id))[0];
}

/** The settings of one part of a flow, and which of the two applications it belongs to; the engine to neither. */
interface SettingsPart {
  schema: z.ZodType;
  side: 'source' | 'target' | undefined;
}

function settingParts({ entity, carries }: FlowTemplate, source: Connector, target: Connector): SettingsPart[] {
  const written = [entity, ...carries].map((kind) => target.writers[kind]?.settings);
  return [
    partOf(engineSettings[entity], undefined),
    partOf(source.readers[entity]?.settings, 'source'),
    ...written.map((schema) => partOf(schema, 'target')),
  ].flat();
}

function partOf(schema: z.ZodType | undefined, side: SettingsPart['side']): SettingsPart[] {
  return schema ? [{ schema, side }] : [];
}

/** One form from several; two parts that both define a setting must define the same one. */
function mergeSettings(parts: SettingsPart[], flow: string): JsonSchemaDocument {
  const properties: Record<string, JsonValue> = {};
  for (const { schema, side } of parts) {
    for (const [name, bare] of Object.entries((toJsonSchema(schema)['properties'] ?? {}) as Record<string, object>)) {
      const property: JsonValue = { ...bare, ...(side && { 'x-side': side }) };
      if (name in properties && JSON.stringify(properties[name]) !== JSON.stringify(property)) {
        throw new Error(`two parts of the flow ${flow} define the setting "${name}" differently`);
      }
      properties[name] = property;
    }
  }
  return { type: 'object', properties, additionalProperties: false };
}

function defaultsOf(schema: JsonSchemaDocument): Record<string, JsonValue> {
  const properties = schema['properties'] as Record<string, { default?: JsonValue }>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      property.default === undefined ? [] : [[name, property.default]],
    ),
  );
}
