import { secretFields, type Connector, type Fields, type Host, type Secrets } from '@koppel/connector-sdk';
import { AppError, type FieldProblem } from '@koppel/contracts';
import type { z } from 'zod';

export interface CheckedFields {
  fields: Fields;
  secrets: Secrets;
}

/**
 * Checks a form by its connector.
 *
 * @throws AppError `connection.fields_invalid` with `details.problems` by field; values are never repeated.
 */
export function checkFields(connector: Connector, values: Fields): CheckedFields {
  const parsed = connector.fields.safeParse(values);
  if (!parsed.success) throw fieldsInvalid(problemsOf(connector, values, parsed.error));
  const secretNames = new Set(secretFields(connector));
  const fields: Fields = {};
  const secrets: Secrets = {};
  for (const [name, value] of Object.entries(parsed.data as Fields)) {
    if (value === undefined) continue;
    if (!secretNames.has(name)) fields[name] = value;
    else if (typeof value === 'string') secrets[name] = value;
  }
  return { fields, secrets };
}

/**
 * The form after a change: a secret left out or empty keeps its value, `null` removes a plain field.
 *
 * @throws AppError `connection.fields_invalid` for each secret that was not entered again although the change moves an address
 * to another origin: a secret is never sent to another host than the one that it was entered for.
 */
export function mergeFields(
  connector: Connector,
  { before, changes, host }: { before: CheckedFields; changes: Fields; host: Host },
): Fields {
  const secretNames = new Set(secretFields(connector));
  const merged: Fields = { ...before.fields, ...before.secrets };
  for (const [name, value] of Object.entries(changes)) {
    if (secretNames.has(name) && (value === '' || value === null)) continue;
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  const kept = Object.keys(before.secrets).filter((name) => !changes[name]);
  if (kept.length > 0 && !isSameOrigins(connector, { before: before.fields, now: merged, host })) {
    throw fieldsInvalid(
      kept.map((name) => ({
        path: name,
        message: `${titleOf(connector, name)}: enter it again, because the address of the application changed.`,
      })),
    );
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

/** Whether a change makes what the provider granted worthless: other app, other secret, other log-in address. */
export function changesCredentials(
  connector: Connector,
  { before, now, host }: { before: CheckedFields; now: CheckedFields; host: Host },
): boolean {
  if (JSON.stringify(before.secrets) !== JSON.stringify(now.secrets)) return true;
  const { authentication } = connector;
  if (authentication.kind !== 'oauth2') return !isSame(before.fields, now.fields);
  const { clientIdField } = authentication;
  return (
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
  const [first] = problems;
  const others = problems.length > 1 ? ` ${problems.length - 1} more fields need a look too.` : '';
  return new AppError(
    'connection.fields_invalid',
    `The connection was not saved: ${first ? first.message : 'a field is not right'}${others} Correct it and save again.`,
    { details: { problems } },
  );
}

function problemsOf(connector: Connector, values: Fields, error: z.ZodError): FieldProblem[] {
  const secretNames = new Set(secretFields(connector));
  const problems = new Map<string, FieldProblem>();
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? '');
    if (problems.has(name)) continue;
    const title = titleOf(connector, name);
    const value = values[name];
    const isMissing = value === undefined || value === '';
    const hint = secretNames.has(name) ? '' : lowerCaseHint(connector, name, value);
    const said = /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`;
    problems.set(name, {
      path: name,
      message: isMissing
        ? `${title} is missing. ${isDefault(said) ? 'Fill it in.' : said}`
        : `${title}: ${said}${hint}`,
    });
  }
  return [...problems.values()];
}

/** The words that zod itself has, which help nobody who fills in a form. */
function isDefault(message: string): boolean {
  return /^(Invalid input|Too small|Invalid option)/.test(message);
}

function titleOf(connector: Connector, name: string): string {
  const schema = connector.fields.shape[name] as z.ZodType | undefined;
  return schema?.meta()?.title ?? name;
}

function lowerCaseHint(connector: Connector, name: string, value: unknown): string {
  const schema = connector.fields.shape[name] as z.ZodType | undefined;
  if (!schema || typeof value !== 'string') return '';
  const lower = value.toLowerCase();
  return lower !== value && schema.safeParse(lower).success ? ` Write it in lower case: "${lower}".` : '';
}
