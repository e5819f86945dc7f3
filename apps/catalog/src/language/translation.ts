import type { JsonSchemaDocument, JsonValue, Language } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { dutch } from './nl.js';

/** Gives a text in another language; the text itself where it has none. */
export type Translate = (english: string) => string;

/** The catalog's own texts; those of a connector stand with the connector. */
const ownTexts: Partial<Record<Language, Readonly<Record<string, string>>>> = { nl: dutch };

/** Words for what these connectors say, and for what the catalog says of them. */
export function translationFor(language: Language, connectors: readonly Connector[]): Translate {
  const dictionaries = [ownTexts, ...connectors.map(({ translations }) => translations)];
  const texts = new Map(dictionaries.flatMap((dictionary) => Object.entries(dictionary?.[language] ?? {})));
  return (english) => texts.get(english) ?? english;
}

/** Keywords whose value a person reads. */
const words = ['title', 'description', 'x-key-title', 'x-value-title'];

/** A schema with its titles, descriptions and labels in another language, at any depth. */
export function translateSchema(schema: JsonSchemaDocument, translate: Translate): JsonSchemaDocument {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, translateKeyword(key, value, translate)]),
  );
}

function translateKeyword(key: string, value: JsonValue, translate: Translate): JsonValue {
  if (words.includes(key)) return typeof value === 'string' ? translate(value) : value;
  if (key === 'x-labels') return translateLabels(value, translate);
  if (key === 'properties') return mapValues(value, (property) => translateNested(property, translate));
  return ['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf'].includes(key)
    ? translateNested(value, translate)
    : value;
}

function translateNested(value: JsonValue, translate: Translate): JsonValue {
  if (Array.isArray(value)) return value.map((item) => translateNested(item, translate));
  return typeof value === 'object' && value !== null ? translateSchema(value, translate) : value;
}

function translateLabels(labels: JsonValue, translate: Translate): JsonValue {
  return mapValues(labels, (label) => (typeof label === 'string' ? translate(label) : label));
}

function mapValues(value: JsonValue, change: (item: JsonValue) => JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item)]));
}
