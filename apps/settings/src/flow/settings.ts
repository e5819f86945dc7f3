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
    const problems = (validate.errors ?? []).map(describeProblem);
    throw new AppError(
      'flow.settings_invalid',
      `Some settings of "${title}" are not valid: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
      {
        details: { problems },
      },
    );
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

function describeProblem(error: ErrorObject): FieldProblem {
  const unknown = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined;
  if (unknown) return { path: unknown, message: 'is not a setting of this flow' };
  return {
    path: error.instancePath.slice(1).replaceAll('/', '.') || 'settings',
    message: error.message ?? 'is not valid',
  };
}
