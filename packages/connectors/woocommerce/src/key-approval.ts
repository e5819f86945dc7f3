import type { KeyApproval } from '@koppel/connector-sdk';
import { shopAddress } from './auth.js';

/**
 * WooCommerce makes a key once a shop manager approves it (`WC_Auth` of its source). It posts the key before it sends the browser back,
 * by `wp_safe_remote_post`, which reaches only public addresses; any answer but 200 deletes the key again.
 */
export const keyApproval: KeyApproval = {
  addressField: 'shopUrl',
  approveUrl: (fields, host) => `${shopAddress(host.override ?? String(fields['shopUrl']))}/wc-auth/v1/authorize`,
  parameters: {
    app_name: 'Koppel',
    scope: 'read_write',
    user_id: '{state}',
    return_url: '{returnUrl}',
    callback_url: '{callbackUrl}',
  },
  returned: { state: 'user_id', approved: { name: 'success', value: '1' } },
  posted: { state: 'user_id', fields: { consumerKey: 'consumer_key', consumerSecret: 'consumer_secret' } },
};
