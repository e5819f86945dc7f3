import { componentOf, type Components, type Schema } from './components.js';

interface ExampleOptions {
  /** The named schemas that it may refer to. */
  schemas: Components;
  /** With the optional fields that have no example of their own, too. */
  isComplete?: boolean;
}

/** An example of a schema: its own, else one made of the examples of its parts. Undefined where a part has none. */
export function exampleOf(schema: Schema, { schemas, isComplete = false }: ExampleOptions): unknown {
  const { examples, $ref, anyOf, prefixItems, items, properties } = schema as {
    examples?: unknown[];
    $ref?: string;
    anyOf?: Schema[];
    prefixItems?: Schema[];
    items?: Schema;
    properties?: Components;
  };
  if (examples) return examples[0];
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  if ($ref !== undefined) return exampleOf(componentOf($ref, schemas), { schemas });
  if (anyOf) return exampleOf(anyOf[0] ?? {}, { schemas });
  if (prefixItems) return listOf(prefixItems, schemas);
  if (items) return listOf([items], schemas);
  if (properties) return objectOf(schema, properties, { schemas, isComplete });
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] === 'integer') return 1;
  return undefined;
}

function listOf(items: Schema[], schemas: Components): unknown[] | undefined {
  const examples = items.map((item) => exampleOf(item, { schemas }));
  return examples.includes(undefined) ? undefined : examples;
}

function objectOf(schema: Schema, properties: Components, { schemas, isComplete }: ExampleOptions): object | undefined {
  const required = (schema['required'] ?? []) as string[];
  const shown = Object.entries(properties).filter(([name, property]) => {
    return required.includes(name) || isComplete || 'examples' in property;
  });
  const examples = shown.map(([name, property]) => [name, exampleOf(property, { schemas })] as const);
  if (examples.some(([name, example]) => example === undefined && required.includes(name))) return undefined;
  return Object.fromEntries(examples.filter(([, example]) => example !== undefined));
}
