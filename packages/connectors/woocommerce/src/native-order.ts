import { decimalFromNumber, readInstant } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { WooRecord } from './client.js';
import { failure } from './reasons.js';

/** The parts of a WooCommerce order that Koppel uses; whatever else stands in it is ignored. */
const decimal = z
  .union([z.string().trim(), z.number().transform(decimalFromNumber)])
  .pipe(z.string().regex(/^(-?\d+(\.\d+)?)?$/, 'field.decimal'));
/** Empty where nothing was charged. */
export const amount = decimal.transform((text) => text || '0');
const text = z.string().nullish();
/** Tax plugins give their rates names in place of numbers. */
const rateId = z.union([z.string(), z.number()]).transform(String);

const taxes = z
  .array(z.object({ id: rateId, total: decimal.nullish() }))
  .nullish()
  .transform((list) => (list ?? []).flatMap(({ id, total }) => (total ? [{ id, total }] : [])));
const address = z.object({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: z
    .string()
    .trim()
    .regex(/^([A-Z]{2})?$/i, 'field.country')
    .nullish(),
  phone: text,
  email: text,
});
/** Plugins leave entries without a key, or none at all. */
const metaData = z
  .array(z.object({ key: text, value: z.unknown() }).catch({ key: undefined, value: undefined }))
  .catch([]);
/** Plug-ins for weights and lengths give text. */
const quantity = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/, 'field.decimal')
    .transform(Number),
]);
const line = z.object({
  id: z.number().int().optional(),
  total: amount,
  total_tax: amount,
  taxes,
  meta_data: metaData,
});
/** Older shops and some plug-ins leave a list out. */
const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry)
    .nullish()
    .transform((list) => list ?? []);
/** What orders and refunds have; the amounts of refunds are negative. */
const lines = {
  line_items: z.array(line.extend({ name: text, sku: text, quantity })),
  shipping_lines: listOf(line.extend({ method_title: text })),
  fee_lines: listOf(line.extend({ name: text })),
  tax_lines: listOf(
    z.object({
      rate_id: rateId,
      rate_code: text,
      compound: z.boolean().nullish(),
      rate_percent: decimal.nullish(),
      tax_total: amount.nullish(),
      shipping_tax_total: amount.nullish(),
    }),
  ),
};

/** What decides whether an order is taken at all, which is asked before anything else of it is read. */
const headSchema = z.object({
  status: z.string().min(1).max(60),
  parent_id: z.number().int().catch(0),
  created_via: text,
  date_created: text,
  date_created_gmt: text,
  refunds: listOf(z.object({ total: amount })),
});

const nativeOrderSchema = z.object({
  id: z.number().int(),
  number: z.union([z.string().min(1).max(60), z.number().transform(String)]),
  status: z.string().min(1).max(60),
  currency: z.string().regex(/^[A-Z]{3}$/, 'field.currency'),
  date_created_gmt: z.string(),
  total: amount,
  total_tax: amount,
  customer_id: z.number().int(),
  customer_note: text,
  payment_method: text,
  billing: address,
  shipping: address.nullish(),
  meta_data: metaData,
  ...lines,
  gift_cards: z
    .array(z.object({ code: text, amount }))
    .nullish()
    .catch(undefined),
});

const nativeRefundSchema = z.object({
  id: z.number().int(),
  date_created_gmt: z.string(),
  amount: amount.pipe(z.string().regex(/^\d/, 'field.decimal')),
  reason: text,
  ...lines,
});

const paidOrderSchema = nativeOrderSchema
  .pick({ id: true, number: true, currency: true, total: true, total_tax: true, payment_method: true })
  .extend({ payment_method_title: text, transaction_id: text, date_paid_gmt: text });

const paidBackSchema = nativeRefundSchema
  .pick({ id: true, date_created_gmt: true, amount: true })
  .extend({ refunded_payment: z.boolean().nullish() });

export type NativeHead = z.infer<typeof headSchema>;
export type NativeOrder = z.infer<typeof nativeOrderSchema>;
export type NativeAddress = z.infer<typeof address>;
export type NativeLine = z.infer<typeof line>;
export type NativeRefund = z.infer<typeof nativeRefundSchema>;
/** The lines of an order or of a refund. */
export type NativeLines = Pick<NativeOrder, keyof typeof lines>;
export type NativeRate = NativeLines['tax_lines'][number];

function parseWith<Schema extends z.ZodType>(schema: Schema, native: WooRecord, of: WooRecord): z.infer<Schema> {
  const parsed = schema.safeParse(native);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  const order = typeof of['number'] === 'string' ? of['number'] : String(of['id'] ?? '');
  throw failure('value', 'woocommerce.order_field_invalid', { order, path }, { field: path });
}

/** What of an order is read before it is known whether the rest of it matters. */
export function parseHead(order: WooRecord): NativeHead {
  return parseWith(headSchema, order, order);
}

export function parseOrder(native: WooRecord): NativeOrder {
  const order = parseWith(nativeOrderSchema, native, native);
  readInstant(order.date_created_gmt, 'date_created_gmt');
  return order;
}

/** @param order that it is a refund of */
export function parseRefund(native: WooRecord, order: WooRecord): NativeRefund {
  const refund = parseWith(nativeRefundSchema, native, order);
  readInstant(refund.date_created_gmt, 'date_created_gmt');
  return refund;
}

/** What of an order says what was paid for it. */
export function parsePaidOrder(native: WooRecord): z.infer<typeof paidOrderSchema> {
  const order = parseWith(paidOrderSchema, native, native);
  if (order.date_paid_gmt) readInstant(order.date_paid_gmt, 'date_paid_gmt');
  return order;
}

/** What of a refund says what was paid back. */
export function parsePaidBack(native: WooRecord, order: WooRecord): z.infer<typeof paidBackSchema> {
  const refund = parseWith(paidBackSchema, native, order);
  readInstant(refund.date_created_gmt, 'date_created_gmt');
  return refund;
}
