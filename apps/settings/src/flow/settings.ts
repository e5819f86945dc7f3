import { AppError, type FieldProblem, type FlowDefinition, type FlowSettings } from '@koppel/contracts';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isDeepStrictEqual } from 'node:util';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

export interface KnownSettings {
  definition: FlowDefinition;
  /** Names that this flow has had at any time. One that the definition knows no more is obsolete, not a mistake. */
  onceKnown: ReadonlySet<string>;
}

/** The settings that a definition still knows; an update of Koppel may have ended others. */
export function withoutObsolete(settings: FlowSettings, { settingsSchema }: FlowDefinition): FlowSettings {
  const properties = (settingsSchema['properties'] ?? {}) as object;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(properties, name)));
}

/**
 * Checks settings against their definition and keeps only what differs from the defaults, so that a better default of a
 * later version reaches everyone who never chose. Obsolete ones are dropped: whoever saves or restores a flow did not
 * invent them.
 *
 * @throws AppError `flow.settings_invalid` naming each wrong setting
 */
export function checkSettings(given: FlowSettings, { definition, onceKnown }: KnownSettings): FlowSettings {
  const { settingsSchema, defaultSettings, title } = definition;
  const current = withoutObsolete(given, definition);
  const unheardOf = Object.entries(given).filter(([name]) => !onceKnown.has(name));
  const settings = { ...Object.fromEntries(unheardOf), ...current };
  const validate = validatorOf(settingsSchema);
  if (!validate(settings)) {
    const problems = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames').map(problemOf);
    const named = problems.map(({ path, code }) => `${path}: ${code}`).join(', ');
    throw new AppError('flow.settings_invalid', `Some settings of "${title}" are not valid: ${named}.`, { problems });
  }
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => !isDeepStrictEqual(value, defaultSettings[name])),
  );
}

function validatorOf(schema: FlowDefinition['settingsSchema']): ValidateFunction {
  const key = JSON.stringify(schema);
  let validate = compiled.get(key);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(key, validate);
  }
  return validate;
}

/** A fault that JSON Schema found, as the codes have it that every request uses. */
function problemOf({ keyword, params, instancePath, propertyName }: ErrorObject): FieldProblem {
  // The key of a row is wrong, not what it holds.
  const names = [...instancePath.slice(1).split('/'), propertyName].filter(Boolean);
  const path = names.join('.') || 'settings';
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'additionalProperties':
      return { path: String(params['additionalProperty']), code: 'field.unknown', params: {} };
    case 'required':
      return { path: String(params['missingProperty']), code: 'field.required', params: {} };
    case 'enum':
      return { path, code: 'field.choice', params: { choices: (params['allowedValues'] as unknown[]).join(', ') } };
    case 'minLength':
      return { path, code: 'field.too_short', params: { minimum: limit } };
    case 'maxLength':
      return { path, code: 'field.too_long', params: { maximum: limit } };
    case 'minItems':
    case 'minProperties':
      return { path, code: 'field.too_few', params: { minimum: limit } };
    case 'maxItems':
    case 'maxProperties':
      return { path, code: 'field.too_many', params: { maximum: limit } };
    case 'minimum':
      return { path, code: 'field.too_small', params: { minimum: limit } };
    case 'maximum':
      return { path, code: 'field.too_big', params: { maximum: limit } };
    case 'exclusiveMinimum':
      return { path, code: 'field.not_above', params: { minimum: limit } };
    case 'exclusiveMaximum':
      return { path, code: 'field.not_below', params: { maximum: limit } };
    case 'multipleOf':
      return { path, code: 'field.not_multiple', params: { divisor: Number(params['multipleOf']) } };
    case 'type':
      return { path, code: codesOfTypes[String(params['type'])] ?? 'field.invalid', params: {} };
    case 'pattern':
      return { path, code: 'field.pattern', params: {} };
    default:
      return { path, code: 'field.invalid', params: {} };
  }
}

const codesOfTypes: Readonly<Record<string, string>> = {
  string: 'field.text',
  number: 'field.number',
  integer: 'field.integer',
  boolean: 'field.boolean',
  array: 'field.list',
  object: 'field.object',
};
