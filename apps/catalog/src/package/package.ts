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
    writeMode: z.enum(['both', 'create', 'update']).default('both').meta({
      title: 'Create or update',
      description:
        'Both: the webshop is kept equal to the accounting. Create: only new products are added, so that texts edited in the webshop stay. Update: only products that the webshop has already are changed.',
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
  const { key, entity, title, description, defaultCron } = template;
  const direction = [[one, other] as const, [other, one] as const].find(
    ([source, target]) =>
      source.kind === template.from && target.kind === template.to && source.readers[entity] && target.writers[entity],
  );
  if (!direction) return [];
  const [source, target] = direction;
  const settingsSchema = mergeSettings(settingSchemas(template, source, target));
  return [
    flowDefinitionSchema.parse({
      key,
      entity,
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

function settingSchemas({ entity, carries }: FlowTemplate, source: Connector, target: Connector): z.ZodType[] {
  const parts = [
    engineSettings[entity],
    source.readers[entity]?.settings,
    target.writers[entity]?.settings,
    ...carries.map((kind) => target.writers[kind]?.settings),
  ];
  return parts.filter((schema): schema is z.ZodType => schema !== undefined);
}

/** One form from several; two parts that both define a setting must define the same one. */
function mergeSettings(schemas: z.ZodType[]): JsonSchemaDocument {
  const properties: Record<string, JsonValue> = {};
  for (const schema of schemas) {
    for (const [name, property] of Object.entries(
      (toJsonSchema(schema)['properties'] ?? {}) as Record<string, JsonValue>,
    )) {
      if (name in properties && JSON.stringify(properties[name]) !== JSON.stringify(property)) {
        throw new Error(`two parts of one flow define the setting "${name}" differently`);
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
