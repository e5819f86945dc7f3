import { reasonSchema, renderReason, type Language, type Reason } from '@koppel/contracts';
import type { z } from 'zod';
import { reasons } from './reasons.js';

/** Fills in the messages of the reasons in a value. */
export type Renderer = (value: unknown, language: Language) => void;

/**
 * Makes the renderer of a schema's reasons, undefined where it has none. It goes by the schema, so that data which only
 * looks like a reason, such as a payload, is left alone.
 */
export function rendererOf(schema: z.ZodType): Renderer | undefined {
  return compile(schema as unknown as z.core.$ZodType);
}

const fill: Renderer = (value, language) => {
  if (isReason(value)) value.message = renderReason(value, reasons, language);
};

function isReason(value: unknown): value is Reason {
  return typeof value === 'object' && value !== null && 'code' in value && 'params' in value;
}

function compile(schema: z.core.$ZodType): Renderer | undefined {
  // A described copy of a schema has the definition of the original.
  if (schema._zod.def === reasonSchema._zod.def) return fill;
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'object':
      return inProperties(Object.entries(def.shape).map(([name, inner]) => [name, compile(inner)]));
    case 'array':
      return inValues(compile(def.element));
    case 'tuple':
      return inValues(inAny(def.items.map(compile)));
    case 'record':
      return inValues(compile(def.valueType));
    case 'union':
      return inAny(def.options.map(compile));
    case 'intersection':
      return inAny([compile(def.left), compile(def.right)]);
    case 'pipe':
      return compile(def.out);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return compile(def.innerType);
    default:
      return undefined;
  }
}

function inProperties(properties: [string, Renderer | undefined][]): Renderer | undefined {
  const rendered = properties.filter((property): property is [string, Renderer] => property[1] !== undefined);
  if (rendered.length === 0) return undefined;
  return (value, language) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, render] of rendered) render((value as Record<string, unknown>)[name], language);
  };
}

/** For items of an array and values of a record alike. */
function inValues(render: Renderer | undefined): Renderer | undefined {
  if (!render) return undefined;
  return (value, language) => {
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) render(inner, language);
  };
}

function inAny(renderers: (Renderer | undefined)[]): Renderer | undefined {
  const rendered = renderers.filter((render) => render !== undefined);
  if (rendered.length === 0) return undefined;
  return (value, language) => {
    for (const render of rendered) render(value, language);
  };
}
