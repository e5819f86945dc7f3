import { AppError, type FieldProblem, type FlowDefinition, type FlowSettings } from '@koppel/contracts';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isDeepStrictEqual } from 'node:util';

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

/**
 * Checks settings against their definition and keeps only what differs from the defaults, so that a better default of a
 * later version reaches everyone who never chose.
 *
 * @throws AppError `flow.settings_invalid` naming each wrong setting
 */
export function checkSettings(
  settings: FlowSettings,
  { settingsSchema, defaultSettings, title }: FlowDefinition,
): FlowSettings {
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
