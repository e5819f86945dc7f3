import type { JsonSchemaDocument, JsonValue, Language } from '@koppel/contracts';
import type { FieldTexts, FormTexts } from '@koppel/connector-sdk';
import { dutch } from './nl.js';

type Titled = Pick<FieldTexts, 'title' | 'description'>;

/** What the catalog itself says; the texts of a connector stand with the connector. */
export interface CatalogTexts {
  /** By the id of the package. */
  packages: Readonly<Record<string, Titled>>;
  /** By the key of the flow. */
  flows: Readonly<Record<string, Titled>>;
  /** Settings of the engine, by name. */
  settings: FormTexts;
}

/** The catalog's own texts; the English ones stand in the templates. */
export const catalogTexts: Partial<Record<Language, CatalogTexts>> = { nl: dutch };

/**
 * The JSON Schema of a form with the texts of another language.
 *
 * @param textsOf gives the texts of a field by its name and schema; undefined leaves it English
 */
export function translateForm(
  schema: JsonSchemaDocument,
  textsOf: (name: string, property: JsonSchemaDocument) => FieldTexts | undefined,
): JsonSchemaDocument {
  const properties = Object.entries(schema['properties'] as Record<string, JsonSchemaDocument>);
  return {
    ...schema,
    properties: Object.fromEntries(
      properties.map(([name, property]) => [name, translateField(property, textsOf(name, property))]),
    ),
  };
}

function translateField(property: JsonSchemaDocument, texts: FieldTexts | undefined): Record<string, JsonValue> {
  if (!texts) return property;
  const { title, description, labels, keyTitle, valueTitle } = texts;
  return {
    ...property,
    title,
    description,
    ...(labels && { 'x-labels': labels }),
    ...(keyTitle !== undefined && { 'x-key-title': keyTitle }),
    ...(valueTitle !== undefined && { 'x-value-title': valueTitle }),
  };
}
