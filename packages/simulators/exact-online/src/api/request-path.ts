import { type Endpoint, findEndpoint } from '../metadata.js';
import { notFound } from '../errors.js';

export interface ResourcePath {
  endpoint: Endpoint;
  /** The key literal between parentheses, without its quotes. */
  key: string | undefined;
  /** What follows the resource: `$count`, or the name of a collection of the record. */
  rest: string | undefined;
}

/** Decodes percent-encoding; malformed text stays as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A malformed escape cannot be decoded; the path then matches nothing, which is a 404.
    return path;
  }
}

/** Parses the path below the division, such as `crm/Accounts(guid'…')/Something`. */
export function readResourcePath(path: string): ResourcePath {
  const match = /^([\w/]+?)(?:\((?:guid)?'?([^')]*)'?\))?(?:\/(\$count|\w+))?$/i.exec(decodePath(path));
  const [, resource = '', key, rest] = match ?? [];
  const endpoint = findEndpoint(resource);
  if (endpoint) return { endpoint, key: normalKey(endpoint, key), rest };
  const whole = key === undefined && rest !== undefined ? findEndpoint(`${resource}/${rest}`) : undefined;
  if (!whole) throw notFound();
  return { endpoint: whole, key: undefined, rest: undefined };
}

function normalKey(endpoint: Endpoint, key: string | undefined): string | undefined {
  return endpoint.properties.get(endpoint.key)?.kind === 'guid' ? key?.toLowerCase() : key;
}
