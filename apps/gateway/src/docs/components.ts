import * as contracts from '@koppel/contracts';
import { z } from 'zod';

export type Schema = Record<string, unknown>;
/** Named schemas of a document, by name. */
export type Components = Record<string, Schema>;

/** Each exported `…Schema` of an object or a list of values is a component: `runSchema` is `Run`. */
for (const [name, schema] of Object.entries<unknown>(contracts)) {
  const [, id] = /^(\w+)Schema$/.exec(name) ?? [];
  if (!id || !(schema instanceof z.ZodObject || schema instanceof z.ZodEnum)) continue;
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: id.charAt(0).toUpperCase() + id.slice(1) });
}

interface DescribeOptions {
  io: 'input' | 'output';
  /** The dialect; 2020-12 unless it says otherwise. */
  target?: 'draft-7';
  /** Where the named schemas are put that it refers to. */
  schemas: Components;
}

/** A zod schema as JSON Schema that refers to named schemas in `#/components/schemas`. */
export function describeSchema(schema: z.ZodType, { schemas, ...options }: DescribeOptions): Schema {
  const text = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', ...options }));
  // What a request takes may be less than what a reply has: fields with a default need not be sent.
  const suffix = options.io === 'input' ? 'Input' : '';
  const named = text.replaceAll(/"#\/(?:\$defs|definitions)\/(\w+)"/g, `"#/components/schemas/$1${suffix}"`);
  const {
    $schema: _dialect,
    $defs,
    definitions,
    id,
    ...rest
  } = JSON.parse(named) as Schema & { $defs?: Components; definitions?: Components };
  for (const [name, { id: _id, $id: _$id, ...definition }] of Object.entries($defs ?? definitions ?? {})) {
    schemas[`${name}${suffix}`] = definition;
  }
  if (typeof id !== 'string') return rest;
  schemas[`${id}${suffix}`] = rest;
  return { $ref: `#/components/schemas/${id}${suffix}` };
}

/** The named schema that a reference refers to. */
export function componentOf(reference: string, schemas: Components): Schema {
  return schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
}
