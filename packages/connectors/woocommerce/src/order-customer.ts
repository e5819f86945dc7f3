import type { Address, Customer } from '@koppel/contracts';
import { z } from 'zod';
import type { NativeAddress, NativeOrder } from './order-native.js';

/** Where the VAT plugins in use keep the buyer's number. */
const vatNumberKeys = new Set([
  '_billing_vat_number',
  'billing_vat_number',
  '_vat_number',
  'vat_number',
  '_billing_vat',
  '_billing_eu_vat_number',
]);

/** The buyer of an order: an account of the shop, or a guest known by e-mail address. */
export function customerOf(order: NativeOrder): Customer {
  const { billing } = order;
  const email = emailOf(billing.email);
  const isGuest = order.customer_id === 0;
  const guestKey = email === undefined ? `order:${order.id}` : `email:${email.toLowerCase()}`;
  return {
    key: isGuest ? guestKey : String(order.customer_id),
    isGuest,
    email,
    firstName: cut(billing.first_name, 100),
    lastName: cut(billing.last_name, 100),
    company: cut(billing.company, 200),
    phone: cut(billing.phone, 50),
    vatNumber: vatNumberOf(order),
    address: toAddress(billing),
  };
}

/** Undefined where the shop asked for no country, as for downloads. */
export function toAddress(native: NativeAddress): Address | undefined {
  const country = native.country?.toUpperCase() ?? '';
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  return {
    name: cut(`${native.first_name ?? ''} ${native.last_name ?? ''}`, 200),
    company: cut(native.company, 200),
    line1: cut(native.address_1, 200) ?? '',
    line2: cut(native.address_2, 200),
    postcode: cut(native.postcode, 30) ?? '',
    city: cut(native.city, 100) ?? '',
    region: cut(native.state, 100),
    country,
    phone: cut(native.phone, 50),
  };
}

function vatNumberOf({ meta_data: metaData }: NativeOrder): string | undefined {
  const datum = metaData.find(
    ({ key, value }) => vatNumberKeys.has(key) && typeof value === 'string' && value.trim() !== '',
  );
  return typeof datum?.value === 'string' ? cut(datum.value, 30) : undefined;
}

function emailOf(value: string | null | undefined): string | undefined {
  const parsed = z.email().max(320).safeParse(value?.trim());
  return parsed.success ? parsed.data : undefined;
}

function cut(value: string | null | undefined, length: number): string | undefined {
  const trimmed = value?.trim().slice(0, length);
  return trimmed === '' ? undefined : trimmed;
}
