import { badRequest, mandatory } from '../errors.js';
import { type Endpoint, type Property, findChildTable, getEndpoint } from '../metadata.js';
import { parseDateTime } from '../odata/filter-lexer.js';
import { pad } from '../padding.js';
import type { Row, Scalar } from '../store/row.js';

/** A checked request body: its columns and, per collection, the records below it. */
export interface Input {
  values: Row;
  children: Map<string, Input[]>;
}

const guidPattern = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

function conversionError(property: Property): Error {
  return badRequest(
    `Error processing request stream. Error encountered in converting the value from request payload for property ` +
      `'${property.name}' to type '${property.edmType}', which is the property's expected type. See inner exception for more details.`,
  );
}

function readDate(text: string): number | undefined {
  const verbose = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(text);
  if (verbose) return Number(verbose[1]);
  const plain = parseDateTime(text);
  if (plain !== undefined) return plain;
  const ms = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function readNumber(value: unknown, isWhole: boolean): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return !isWhole || Number.isSafeInteger(number) ? number : undefined;
}

function readByKind(property: Property, value: unknown): Scalar | undefined {
  switch (property.kind) {
    case 'string':
      return typeof value === 'string' ? pad(value, property.padding) : undefined;
    case 'guid':
      return typeof value === 'string' ? guidPattern.exec(value)?.[1]?.toLowerCase() : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return typeof value === 'string' ? readDate(value) : undefined;
    case 'byte': {
      const number = readNumber(value, true);
      return number !== undefined && number >= 0 && number <= 255 ? number : undefined;
    }
    default:
      return readNumber(value, property.kind !== 'double');
  }
}

/** Converts a value of a request body to its stored form; throws a 400 when its type is wrong. */
export function readScalar(property: Property, value: unknown): Scalar {
  if (value === null) return null;
  const read = readByKind(property, value);
  if (read === undefined) throw conversionError(property);
  return read;
}

function readChildren(endpoint: Endpoint, property: Property, value: unknown): Input[] {
  const child = findChildTable(endpoint.table, property.name);
  const list: unknown = isObject(value) && 'results' in value ? value['results'] : value;
  if (!Array.isArray(list)) throw conversionError(property);
  if (!child) return [];
  return list.map((each) =>
    readInput(getEndpoint(child.table), each, { method: 'POST', givenByParent: child.foreignKey }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export interface InputOptions {
  method: 'POST' | 'PUT';
  /** The foreign key of a line inside its document. */
  givenByParent?: string;
  /** Mandatory properties that a rule fills in when they are missing. */
  filledIn?: readonly string[];
}

function checkMandatory(endpoint: Endpoint, body: Record<string, unknown>, options: InputOptions): void {
  const filled = new Set([options.givenByParent, ...(options.filledIn ?? derivedMandatory[endpoint.table] ?? [])]);
  const missing = [...endpoint.properties.values()]
    .filter(({ name, isMandatory }) => isMandatory && !filled.has(name))
    .filter(({ name }) => (options.method === 'POST' ? isEmpty(body[name]) : name in body && isEmpty(body[name])))
    .map(({ name }) => name);
  if (missing.length > 0) throw mandatory(missing.join(', '));
}

/** Mandatory by the meta-data, but taken from the item by default. */
const derivedMandatory: Record<string, readonly string[]> = { 'salesinvoice/SalesInvoiceLines': ['GLAccount'] };

/**
 * Checks a request body against the meta-data: unknown names, types, mandatory properties.
 * Properties that this method may not write are ignored.
 */
export function readInput(endpoint: Endpoint, body: unknown, options: InputOptions): Input {
  if (!isObject(body))
    throw badRequest('Error processing request stream. The request should be a valid top-level resource object.');
  const input: Input = { values: {}, children: new Map() };
  for (const [name, value] of Object.entries(body)) {
    if (name === '__metadata') continue;
    const property = endpoint.properties.get(name);
    if (!property) {
      const type = `Exact.Web.Api.Models.${endpoint.path.replace('/', '.')}`;
      throw badRequest(
        `Error processing request stream. The property name '${name}' specified for type '${type}' is not valid.`,
      );
    }
    const isWritable = options.method === 'POST' ? property.isWritableOnPost : property.isWritableOnPut;
    if (!isWritable) continue;
    if (property.kind !== 'navigation') input.values[name] = readScalar(property, value);
    else if (isNested(value)) input.children.set(name, readChildren(endpoint, property, value));
  }
  checkMandatory(endpoint, body, options);
  return input;
}

function isNested(value: unknown): boolean {
  return value !== null && !(isObject(value) && '__deferred' in value);
}
