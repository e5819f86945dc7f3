import type { BasicAuthentication, Fields, Host } from '@koppel/connector-sdk';
import { z } from 'zod';

export const wooCommerceFields = z.object({
  shopUrl: z
    .string()
    .trim()
    .max(300)
    .regex(/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/, 'woocommerce.field_shop_url')
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
