import { z } from 'zod';

const text = z.string().nullish();
/** Amounts come as text beside the JSON number: `raw_total: { value: "44.8305" }` beside `total: 44.8305`. */
const exact = z.object({ value: z.union([z.string(), z.number()]) });

/** What developers and plug-ins keep with a record, by names of their own. */
const metadata = z.record(z.string(), z.unknown()).nullish().catch(undefined);

const addressSchema = z.object({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  province: text,
  postal_code: text,
  country_code: text,
  phone: text,
  metadata,
});
export type NativeAddress = z.infer<typeof addressSchema>;

const lineSchema = z.object({
  raw_tax_total: exact,
  raw_total: exact,
  tax_lines: z.array(z.object({ rate: z.number() })).nullish(),
});

const refundSchema = z.object({
  id: z.string(),
  raw_amount: exact,
  created_at: z.string(),
  note: text,
  refund_reason: z.object({ label: text }).nullish(),
});
export type NativeRefund = z.infer<typeof refundSchema>;

const paymentSchema = z.object({
  provider_id: text,
  canceled_at: text,
  raw_amount: exact,
  // Orders are read without what only their payments need.
  captures: z
    .array(z.object({ id: z.string().default(''), raw_amount: exact, created_at: z.string().default('') }))
    .nullish(),
  refunds: z.array(refundSchema).nullish(),
});
export type NativePayment = z.infer<typeof paymentSchema>;

/** An order as the admin API gives it; what is not named here is not kept. */
export const nativeOrderSchema = z.object({
  id: z.string().min(1),
  display_id: z.number().int(),
  custom_display_id: text,
  status: z.string(),
  payment_status: z.string(),
  is_draft_order: z.boolean().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  currency_code: z.string(),
  email: text,
  raw_total: exact,
  customer: z
    .object({
      id: z.string(),
      has_account: z.boolean().nullish(),
      first_name: text,
      last_name: text,
      company_name: text,
      phone: text,
      email: text,
      metadata,
    })
    .nullish(),
  metadata,
  billing_address: addressSchema.nullish(),
  shipping_address: addressSchema.nullish(),
  items: z.array(
    lineSchema.extend({
      id: z.string(),
      quantity: z.number(),
      title: text,
      product_title: text,
      variant_sku: text,
      // The totals of an item are those of the pieces that were not returned.
      raw_return_received_total: exact.nullish(),
      raw_return_dismissed_total: exact.nullish(),
    }),
  ),
  shipping_methods: z.array(lineSchema.extend({ name: text })).nullish(),
  returns: z
    .array(
      z.object({
        items: z
          .array(
            z.object({
              item_id: z.string(),
              raw_received_quantity: exact.nullish(),
              raw_damaged_quantity: exact.nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
  credit_lines: z.array(z.object({ raw_amount: exact, reference: text })).nullish(),
  payment_collections: z
    .array(
      z.object({
        payments: z.array(paymentSchema).nullish(),
      }),
    )
    .nullish(),
});
export type NativeOrder = z.infer<typeof nativeOrderSchema>;
export type NativeLine = z.infer<typeof lineSchema>;
export type NativeItem = NativeOrder['items'][number];

const addressFields = Object.keys(addressSchema.shape);

const ofPayments = (name: string) => `payment_collections.payments.${name}`;

/** `items` and `shipping_methods` come whole once a total is asked for, and with them the totals of each. */
export const orderFields = [
  'id,display_id,custom_display_id,status,is_draft_order,created_at,updated_at,currency_code,email,metadata,total,raw_total',
  'customer.id,customer.has_account,customer.first_name,customer.last_name,customer.company_name,customer.phone,customer.email,customer.metadata',
  addressFields.map((name) => `billing_address.${name}`).join(','),
  addressFields.map((name) => `shipping_address.${name}`).join(','),
  'items.*,items.detail.return_received_quantity,items.detail.return_dismissed_quantity,items.tax_lines.rate',
  'shipping_methods.*,shipping_methods.tax_lines.rate',
  'credit_lines.raw_amount,credit_lines.reference',
  // Medusa gives exact quantities of returns only with everything else.
  'returns.items.*',
  ['provider_id', 'canceled_at', 'raw_amount'].map(ofPayments).join(','),
  ['id', 'raw_amount', 'created_at'].map((name) => ofPayments(`captures.${name}`)).join(','),
  ['id', 'raw_amount', 'created_at', 'note', 'refund_reason.label']
    .map((name) => ofPayments(`refunds.${name}`))
    .join(','),
].join(',');

/** Only what is used is stored; an order of another shape is kept whole, for its issue. */
export function asUsed(order: NativeOrder): NativeOrder {
  return nativeOrderSchema.safeParse(order).data ?? order;
}
