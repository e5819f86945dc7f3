import { z } from 'zod';

/** The parts of a WooCommerce order that Koppel uses; whatever else stands in it is let be. */
const amount = z.string().regex(/^(-?\d+(\.\d+)?)?$/, 'an amount such as 12.50');
const text = z.string().nullish();

const taxes = z.array(z.object({ id: z.number(), total: z.union([z.string(), z.number()]).nullish() })).default([]);
const address = z.object({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phone: text,
  email: text,
});
const metaData = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const line = z.object({ total: amount, total_tax: amount, taxes });

export const nativeOrderSchema = z.object({
  id: z.number().int(),
  number: z.string().min(1).max(60),
  status: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency such as EUR'),
  date_created: z.string(),
  date_created_gmt: z.string(),
  total: amount,
  total_tax: amount,
  customer_id: z.number().int(),
  customer_note: text,
  payment_method: text,
  billing: address,
  shipping: address.nullish(),
  meta_data: metaData,
  line_items: z.array(line.extend({ name: text, sku: text, quantity: z.number() })),
  shipping_lines: z.array(line.extend({ method_title: text })).default([]),
  fee_lines: z.array(line.extend({ name: text })).default([]),
  tax_lines: z.array(z.object({ rate_id: z.number(), rate_percent: z.number().nullish() })).default([]),
});

export type NativeOrder = z.infer<typeof nativeOrderSchema>;
export type NativeAddress = z.infer<typeof address>;
export type NativeLine = z.infer<typeof line>;
