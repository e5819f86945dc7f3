import {
  fieldsOfApproval,
  secretFields,
  type Connector,
  type Fields,
  type Host,
  type Secrets,
} from '@koppel/connector-sdk';
import { AppError, parseFields, type FieldProblem } from '@koppel/contracts';
import type { z } from 'zod';

export interface CheckedFields {
  fields: Fields;
  secrets: Secrets;
}

/**
 * Checks a form by its connector. All keys that the application would make itself may be left out together.
 *
 * @throws AppError `connection.fields_invalid` with its problems by field; values are never repeated.
 */
export function checkFields(connector: Connector, values: Fields): CheckedFields {
  const { data, problems } = parseFields(formOf(connector, values), values);
  if (problems) throw fieldsInvalid(problemsOf(connector, values, problems));
  const secretNames = new Set(secretFields(connector));
  const fields: Fields = {};
  const secrets: Secrets = {};
  for (const [name, value] of Object.entries(data as Fields)) {
    if (value === undefined) continue;
    if (!secretNames.has(name)) fields[name] = value;
    else if (typeof value === 'string') secrets[name] = value;
  }
  return { fields, secrets };
}

function formOf({ fields, keyApproval }: Connector, values: Fields): z.ZodObject {
  const keys = fieldsOfApproval(keyApproval);
  const isWithoutKeys = keys.every((name) => values[name] === undefined || values[name] === '');
  return isWithoutKeys ? fields.omit(Object.fromEntries(keys.map((name) => [name, true])) as never) : fields;
}

/**
 * The form after a change: a secret left out or empty keeps its value, `null` removes a plain field, and a key that the application can
 * make itself.
 *
 * @throws AppError `connection.fields_invalid` for each secret that was not entered again although the change moves an address
 * to another origin: a secret is never sent to another host than the one that it was entered for.
 */
export function mergeFields(
  connector: Connector,
  { before, changes, host }: { before: CheckedFields; changes: Fields; host: Host },
): Fields {
  const secretNames = new Set(secretFields(connector));
  const removable = fieldsOfApproval(connector.keyApproval);
  const merged: Fields = { ...before.fields, ...before.secrets };
  for (const [name, value] of Object.entries(changes)) {
    const isRemoved = value === null && (!secretNames.has(name) || removable.includes(name));
    if (isRemoved) delete merged[name];
    else if (!secretNames.has(name) || (value !== '' && value !== null)) merged[name] = value;
  }
  const kept = Object.keys(before.secrets).filter((name) => name in merged && !changes[name]);
  if (kept.length > 0 && !isSameOrigins(connector, { before: before.fields, now: merged, host })) {
    throw fieldsInvalid(kept.map((path) => ({ path, code: 'field.enter_again', params: {} })));
  }
  return merged;
}

/** Whether base URL and log-in addresses keep their origin. Fields that give no address count as another one. */
function isSameOrigins(
  connector: Connector,
  { before, now, host }: { before: Fields; now: Fields; host: Host },
): boolean {
  const checked = connector.fields.safeParse(now);
  // Fields that are not valid are refused by `checkFields` with a reason of their own.
  if (!checked.success) return true;
  const origins = (fields: Fields) => {
    try {
      // Also without the operator's override: a country moves the address even where a sandbox stands in for all of them.
      return [host, {}].flatMap((each) => addressesOf(connector, fields, each)).map((url) => new URL(url).origin);
    } catch {
      return undefined;
    }
  };
  const [old, moved] = [origins(before), origins(checked.data as Fields)];
  return old !== undefined && moved !== undefined && old.join() === moved.join();
}

function addressesOf(connector: Connector, fields: Fields, host: Host): string[] {
  const { authentication } = connector;
  const login =
    authentication.kind === 'oauth2'
      ? [authentication.tokenUrl(fields, host), authentication.authorizeUrl(fields, host)]
      : [];
  return [connector.baseUrl(fields, host), ...login];
}

/** Whether what the provider granted may not be used any more: other app, other secret, other log-in address, or calls would go to another origin. */
export function changesCredentials(
  connector: Connector,
  { before, now, host }: { before: CheckedFields; now: CheckedFields; host: Host },
): boolean {
  const { authentication, hooks } = connector;
  // What the application signs its calls with gives no access to it.
  const grants = ({ secrets }: CheckedFields) => JSON.stringify({ ...secrets, [hooks?.secretField ?? '']: undefined });
  if (grants(before) !== grants(now)) return true;
  if (authentication.kind !== 'oauth2') return !isSame(before.fields, now.fields);
  const { clientIdField } = authentication;
  const form = { ...now.fields, ...now.secrets };
  return (
    !isSameOrigins(connector, { before: before.fields, now: form, host }) ||
    before.fields[clientIdField] !== now.fields[clientIdField] ||
    // Without the operator's override: the country changes the address even where a sandbox stands in for all of them.
    authentication.tokenUrl(before.fields, {}) !== authentication.tokenUrl(now.fields, {}) ||
    authentication.authorizeUrl(before.fields, host) !== authentication.authorizeUrl(now.fields, host)
  );
}

export function isSame(one: Fields, other: Fields): boolean {
  const sorted = (fields: Fields) => JSON.stringify(Object.entries(fields).sort(([a], [b]) => a.localeCompare(b)));
  return sorted(one) === sorted(other);
}

function fieldsInvalid(problems: FieldProblem[]): AppError {
  const named = problems.map(({ path, code }) => `${path}: ${code}`).join(', ');
  return new AppError('connection.fields_invalid', `The fields of the connection are not valid: ${named}.`, {
    problems,
  });
}

/** One problem a field. A value that would be right in lower case is told so, unless it is a secret. */
function problemsOf(connector: Connector, values: Fields, found: FieldProblem[]): FieldProblem[] {
  const secretNames = new Set(secretFields(connector));
  const problems = new Map<string, FieldProblem>();
  for (const { path, code, params } of found) {
    const [name = ''] = path.split('.');
    if (problems.has(name)) continue;
    const value = values[name];
    const lower = secretNames.has(name) ? undefined : lowerCaseOf(connector, name, value);
    if (value === undefined || value === '') problems.set(name, { path: name, code: 'field.required', params: {} });
    else if (lower) problems.set(name, { path: name, code: 'field.lower_case', params: { value: lower } });
    else problems.set(name, { path: name, code, params });
  }
  return [...problems.values()];
}

function lowerCaseOf(connector: Connector, name: string, value: unknown): string | undefined {
  const schema = connector.fields.shape[name] as z.ZodType | undefined;
  if (!schema || typeof value !== 'string') return undefined;
  const lower = value.toLowerCase();
  return lower !== value && schema.safeParse(lower).success ? lower : undefined;
}
