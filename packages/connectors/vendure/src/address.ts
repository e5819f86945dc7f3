import {
  webAddress,
  withRedirect,
  type ConnectorContext,
  type ConnectorFailure,
  type Fields,
} from '@koppel/connector-sdk';

/** What stands behind the address of the server: its APIs and its dashboard. */
const pages = /^(?:admin-api|shop-api|admin|dashboard|assets|mailbox|graphiql)$/i;

/** The address of the server, of whatever page of it a person copied. */
export function serverAddress(text: string): string {
  return webAddress(text, pages);
}

export function addressOf({ shopUrl }: Fields): string {
  return serverAddress(String(shopUrl));
}

/** A redirect offers the address that it points to. */
export function offeringAddress({ fields }: ConnectorContext, failure: ConnectorFailure): ConnectorFailure {
  return withRedirect(failure, {
    field: 'shopUrl',
    here: addressOf(fields),
    addressOf: serverAddress,
    isApi: (address) => /\/admin-api\b/.test(address),
  });
}
