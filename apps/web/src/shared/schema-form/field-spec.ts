import { type ChoiceKind, choiceKindSchema, type JsonSchemaDocument, type JsonValue } from '@koppel/contracts';
import { z } from 'zod';

export type FieldKind =
  'text' | 'secret' | 'choice' | 'boolean' | 'number' | 'integer' | 'list' | 'choices' | 'table' | 'group';

/** Whose setting it is: of the application that records come from, or of the one they go to. */
export type Side = 'source' | 'target';

/** One field of a form, as drawn from one property of a JSON Schema. */
export interface FieldSpec {
  name: string;
  title: string;
  help: string | undefined;
  kind: FieldKind;
  isRequired: boolean;
  isEssential: boolean;
  /** Its value must differ between flows that write the same kind of records to one account. */
  isDistinct: boolean;
  defaultValue: JsonValue | undefined;
  choices: { value: string; label: string }[];
  /** What single values of a table are called that are no record of an application. */
  labels: Readonly<Record<string, string>>;
  /** The choices are numbers and are sent as such. */
  isNumeric: boolean;
  side: Side | undefined;
  /** What the value, or the values of a table, may be, read live from the application of its side. */
  choiceKind: ChoiceKind | undefined;
  /** The same for the keys of a table, of the other side. */
  keyChoiceKind: ChoiceKind | undefined;
  /** The fields of a group. */
  fields: FieldSpec[];
  pattern: string | undefined;
  patternHelp: string | undefined;
  format: string | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  minLength: number | undefined;
  maxLength: number | undefined;
  /** Headers of a table's two columns. */
  columns: { key: string | undefined; value: string | undefined };
}

const optionSchema = z.object({ const: z.union([z.string(), z.number()]), title: z.string().optional() });

/** The part of JSON Schema (2020-12) that forms are drawn from; anything else in a property is left to the server. */
const propertySchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  const: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  oneOf: z.array(optionSchema).optional().catch(undefined),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  additionalProperties: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  'x-secret': z.boolean().optional(),
  'x-essential': z.boolean().optional(),
  'x-distinct': z.string().optional(),
  'x-labels': z.record(z.string(), z.string()).optional().catch(undefined),
  'x-pattern-help': z.string().optional(),
  'x-key-title': z.string().optional(),
  'x-value-title': z.string().optional(),
  'x-side': z.enum(['source', 'target']).optional().catch(undefined),
  'x-choices': choiceKindSchema.optional().catch(undefined),
  'x-key-choices': choiceKindSchema.optional().catch(undefined),
});
type Property = z.infer<typeof propertySchema>;

/** The fields of a form in the order of the schema's properties; `defaults` come before those of the schema. */
export function fieldSpecsOf(schema: JsonSchemaDocument, defaults: Record<string, JsonValue> = {}): FieldSpec[] {
  const document = z
    .object({ properties: z.record(z.string(), z.unknown()).default({}), required: z.array(z.string()).default([]) })
    .parse(schema);
  return Object.entries(document.properties).flatMap(([name, property]) => {
    const parsed = propertySchema.safeParse(property);
    if (!parsed.success) return [];
    const given = { ...withoutNull(parsed.data), default: defaults[name] ?? parsed.data.default };
    return [specOf(name, given, document.required.includes(name))];
  });
}

function specOf(name: string, property: Property, isRequired: boolean): FieldSpec {
  return {
    name,
    title: property.title ?? name,
    help: property.description,
    kind: kindOf(property),
    isRequired,
    isEssential: property['x-essential'] ?? false,
    isDistinct: property['x-distinct'] !== undefined,
    defaultValue: property.default,
    choices: choicesOf(property),
    labels: property['x-labels'] ?? {},
    isNumeric: isNumeric(property),
    side: property['x-side'],
    choiceKind: property['x-choices'],
    keyChoiceKind: property['x-key-choices'],
    fields: kindOf(property) === 'group' ? fieldsOfGroup(property) : [],
    pattern: property.pattern,
    patternHelp: property['x-pattern-help'],
    format: property.format,
    minimum: property.minimum,
    maximum: property.maximum,
    minLength: property.minLength,
    maxLength: property.maxLength,
    columns: { key: property['x-key-title'], value: property['x-value-title'] },
  };
}

/** The fields of a nested object; each takes the default that the group has for it, and its side. */
function fieldsOfGroup(property: Property): FieldSpec[] {
  const defaults = z.record(z.string(), z.json()).catch({}).parse(property.default);
  const schema = { properties: property.properties as JsonValue, required: property.required ?? [] };
  return fieldSpecsOf(schema, defaults).map((spec) => ({ ...spec, side: spec.side ?? property['x-side'] }));
}

function isNumeric(property: Property): boolean {
  const items = propertySchema.safeParse(property.items);
  if (property.enum === undefined && property.oneOf === undefined)
    return items.success && isNumeric({ ...items.data, items: undefined });
  const values = property.enum ?? property.oneOf?.map((option) => option.const) ?? [];
  return values.length > 0 && values.every((value) => typeof value === 'number');
}

/** `anyOf: [X, null]` is how an absent value is written; the form draws X. */
function withoutNull(property: Property): Property {
  const others = property.anyOf?.map((part) => propertySchema.safeParse(part)).filter((part) => part.success);
  const first = others?.find((part) => part.data.type !== 'null');
  return first ? { ...first.data, ...property, type: first.data.type } : property;
}

function kindOf(property: Property): FieldKind {
  if (property['x-secret']) return 'secret';
  if (property.enum || property.oneOf) return 'choice';
  const types = [property.type].flat().filter((type) => type !== 'null');
  if (types.includes('boolean')) return 'boolean';
  if (types.includes('integer')) return 'integer';
  if (types.includes('number')) return 'number';
  if (types.includes('array')) return choicesOf(property).length > 0 ? 'choices' : 'list';
  if (property.properties) return 'group';
  if (types.includes('object')) return 'table';
  return 'text';
}

function choicesOf(property: Property): FieldSpec['choices'] {
  if (property.oneOf) {
    return property.oneOf.map((option) => ({
      value: String(option.const),
      label: option.title ?? String(option.const),
    }));
  }
  const items = propertySchema.safeParse(property.items);
  if (property.enum === undefined && items.success) return choicesOf(withLabels(items.data, property['x-labels']));
  const labels = property['x-labels'];
  return (property.enum ?? []).map((value) => ({
    value: String(value),
    label: labels?.[String(value)] ?? labelFrom(value),
  }));
}

function withLabels(items: Property, labels: Property['x-labels']): Property {
  return { ...items, items: undefined, 'x-labels': items['x-labels'] ?? labels };
}

/** `create_and_update` reads as `create and update`; short codes such as `nl` stay as they are. */
function labelFrom(value: string | number): string {
  return String(value).replaceAll(/[_-]+/g, ' ');
}
