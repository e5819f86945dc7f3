import { APIError } from 'better-auth/api';
import { requireStorableText } from '../api/request-body.handler.js';
import type { AuthContext } from './auth-context.js';

/** What a list of members may be asked for; a column to sort or filter by would reach the database as it is. */
const listing: Readonly<Record<string, RegExp>> = { organizationId: /^/, limit: /^\d{1,4}$/, offset: /^\d{1,6}$/ };

/**
 * Refuses what better-auth hands to the database and the database cannot take.
 *
 * @throws AppError `request.invalid`, APIError
 */
export function requireStorableValues({ path, query, body, params }: AuthContext): void {
  for (const values of [query, body, params] as unknown[]) requireStorableText(values);
  if (path !== '/organization/list-members') return;
  for (const [name, value] of Object.entries({ ...(query as object | undefined) }) as [string, unknown][])
    if (!Object.hasOwn(listing, name) || !listing[name]?.test(String(value)))
      throw new APIError('BAD_REQUEST', { code: 'INVALID_QUERY', message: `${name} cannot be given like this.` });
}
