import { createHash } from 'node:crypto';
import { mergeMeta, text, toAddress, toBilling, type Input } from './input.js';
import type { Customer } from './records.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

export function createCustomer(shop: Shop, input: Input): Customer {
  const email = text(input.email, '');
  if (email === '') {
    throw new WooError(400, 'rest_missing_callback_param', 'Missing parameter(s): email', { params: ['email'] });
  }
  const stamp = shop.clock.stamp();
  const blank: Customer = {
    id: shop.takeId('user'),
    date_created: stamp.local,
    date_created_gmt: stamp.gmt,
    date_modified: stamp.local,
    date_modified_gmt: stamp.gmt,
    email: '',
    first_name: '',
    last_name: '',
    role: 'customer',
    username: freeUsername(shop, email),
    billing: toBilling({}),
    shipping: toAddress({}),
    is_paying_customer: false,
    avatar_url: '',
    meta_data: [{ id: shop.takeId(), key: 'default_password_nag', value: '1' }],
  };
  const customer = applyCustomer(shop, blank, input);
  shop.saveCustomer(customer);
  return customer;
}

export function updateCustomer(shop: Shop, id: number, input: Input): Customer {
  const before = shop.customers.find(id);
  if (!before) throw new WooError(400, 'woocommerce_rest_invalid_id', 'Invalid resource ID.');
  const stamp = shop.clock.stamp();
  const customer = { ...applyCustomer(shop, before, input), date_modified: stamp.local, date_modified_gmt: stamp.gmt };
  shop.saveCustomer(customer);
  return customer;
}

export function deleteCustomer(shop: Shop, id: number, isForced: boolean): Customer {
  const customer = shop.customers.find(id);
  if (!customer) throw new WooError(404, 'woocommerce_rest_invalid_id', 'Invalid resource ID.');
  if (!isForced) {
    throw new WooError(501, 'woocommerce_rest_trash_not_supported', 'Customers do not support trashing.');
  }
  shop.remove('customers', id);
  return customer;
}

function applyCustomer(shop: Shop, before: Customer, input: Input): Customer {
  const email = text(input.email, before.email).trim();
  assertEmail(shop, before.id, email);
  return {
    ...before,
    email,
    avatar_url: `https://secure.gravatar.com/avatar/${hashOf(email.toLowerCase())}?s=96&d=mm&r=g`,
    username: text(input.username, before.username),
    first_name: text(input.first_name, before.first_name),
    last_name: text(input.last_name, before.last_name),
    billing: toBilling(input.billing, before.billing),
    shipping: toAddress(input.shipping, before.shipping),
    meta_data: mergeMeta(before.meta_data, input.meta_data, () => shop.takeId()),
  };
}

/** The name of the mailbox, with four digits where somebody has it already. */
function freeUsername(shop: Shop, email: string): string {
  const name = email.split('@')[0] ?? email;
  const isTaken = shop.customers.all().some(({ username }) => username === name);
  return isTaken ? `${name}-${hashOf(email).replace(/\D/g, '').slice(0, 4)}` : name;
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

function assertEmail(shop: Shop, id: number, email: string): void {
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw new WooError(400, 'registration-error-invalid-email', 'Please provide a valid email address.');
  }
  const other = shop.findCustomerByEmail(email);
  if (other && other.id !== id) {
    throw new WooError(
      400,
      'registration-error-email-exists',
      `An account is already registered with ${email}. Please log in or use a different email address.`,
    );
  }
}
