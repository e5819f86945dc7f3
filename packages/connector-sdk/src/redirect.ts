import { ConnectorFailure, type Correction } from './failure.js';
import { isSameOrigin } from './web-address.js';

/**
 * The address of a connection that a redirect of the application points to; undefined where it can not only be the same application.
 *
 * @param site.here the address of the connection
 * @param site.addressOf what of an address is that of the application
 * @param site.isApi whether an address is one of the API that was called
 */
export function correctionOfRedirect(
  { redirectedTo }: ConnectorFailure,
  site: { field: string; here: string; addressOf(address: string): string; isApi(address: string): boolean },
): Correction | undefined {
  const { field, here, addressOf, isApi } = site;
  if (redirectedTo === undefined) return undefined;
  const value = isApi(redirectedTo) ? addressOf(redirectedTo) : movedTo(redirectedTo, here);
  return value === undefined || addressOf(value) === addressOf(here) ? undefined : { field, value: addressOf(value) };
}

/** The same folder at another host or by another scheme. */
function movedTo(target: string, here: string): string | undefined {
  if (isSameOrigin(target, here) || !URL.canParse(target) || !URL.canParse(here)) return undefined;
  return new URL(target).origin + new URL(here).pathname;
}

/** The failure, with the address that a redirect of it points to. */
export function withRedirect(
  failure: ConnectorFailure,
  site: Parameters<typeof correctionOfRedirect>[1],
): ConnectorFailure {
  const correction = correctionOfRedirect(failure, site);
  if (!correction) return failure;
  const { failureClass, reason, message, status, redirectedTo } = failure;
  return new ConnectorFailure(
    failureClass,
    { ...reason, message, field: site.field },
    { status, redirectedTo, correction, cause: failure },
  );
}
