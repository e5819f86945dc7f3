import { webAddress, type AlternativeAuthentication, type Fields, type Host } from '@koppel/connector-sdk';
import { z } from 'zod';

export const wooCommerceFields = z.object({
  shopUrl: z
    .string()
    .max(2000)
    .overwrite(shopAddress)
    .refine((address) => /^https?:\/\/./.test(address) && address.length <= 300, 'woocommerce.field_shop_url')
    .meta({
      title: 'Shop URL',
      description:
        'The address of your shop as visitors see it, with https:// in front, such as https://www.myshop.com.',
    }),
  consumerKey: z
    .string()
    .trim()
    .max(100)
    .regex(/^ck_[A-Za-z0-9_]{4,}$/, 'woocommerce.field_consumer_key')
    .meta({
      title: 'Consumer key',
      description:
        'From WooCommerce > Settings > Advanced > REST API. It begins with ck_. The manual shows how to make one.',
    }),
  consumerSecret: z
    .string()
    .trim()
    .max(100)
    .regex(/^cs_[A-Za-z0-9_]{4,}$/, 'woocommerce.field_consumer_secret')
    .meta({
      title: 'Consumer secret',
      description:
        'Shown once, next to the consumer key. It begins with cs_. It is stored encrypted and never shown again.',
      'x-secret': true,
    }),
});

const keys = { consumerKey: '{consumerKey}', consumerSecret: '{consumerSecret}' };
const signed = { kind: 'oauth1', ...keys, signatureMethod: 'HMAC-SHA256', placement: 'query' } as const;

/**
 * The ways in which WooCommerce takes a key. Over what it takes for https: as HTTP Basic, or in the query where the web server drops the
 * header. Over plain http each call is signed (OAuth 1.0a), also where the shop sees plain http behind a proxy that ends TLS.
 */
export const authentication: AlternativeAuthentication = {
  kind: 'alternatives',
  ways: {
    basic: { kind: 'basic', username: '{consumerKey}', password: '{consumerSecret}' },
    signed,
    signed_behind_proxy: { ...signed, signedScheme: 'http' },
    query: { kind: 'query', parameters: { consumer_key: '{consumerKey}', consumer_secret: '{consumerSecret}' } },
  },
  waysAt: (baseUrl) => (/^https:/i.test(baseUrl) ? ['basic', 'signed_behind_proxy', 'query'] : ['signed']),
};

/** Pages of WordPress that people copy the address of: what stands before them is the shop. */
const pages =
  /^(?:wp-(?:admin|json|content|includes)|wp-(?:login|signup|activate|cron|comments-post|mail)\.php|(?:index|xmlrpc)\.php|wc-api)$/i;

/** The address of the shop, of any page of it that can be told from a folder. */
export function shopAddress(text: string): string {
  return webAddress(text, pages);
}

/** Where the REST API of a shop is. */
export function restUrl(fields: Fields, host: Host): string {
  return `${shopAddress(host.override ?? String(fields['shopUrl']))}/wp-json/wc/v3`;
}
