import type { BasicAuthentication, Fields, Host } from '@koppel/connector-sdk';

/** The consumer key and secret as HTTP Basic, which WooCommerce takes over https. */
export const authentication: BasicAuthentication = {
  kind: 'basic',
  username: '{consumerKey}',
  password: '{consumerSecret}',
};

/** Where the REST API of a shop is; forgives a slash, `/wp-admin/…` or `/wp-json/…` at the end of the address. */
export function restUrl(fields: Fields, host: Host): string {
  const shop = (host.override ?? String(fields['shopUrl']))
    .replace(/\/wp-(admin|json)(\/.*)?$/, '')
    .replace(/\/+$/, '');
  return `${shop}/wp-json/wc/v3`;
}
