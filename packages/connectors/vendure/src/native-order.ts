import { z } from 'zod';
import type { CustomFields } from './custom-fields.js';
import { failure } from './reasons.js';

const money = z.number().int();
const text = z.string().nullish();

/** An entry of the history keeps ids as the database has them. */
const idOf = z.union([z.string(), z.number().transform(String)]).optional();

/** What the developers of the shop added to a record. */
const customFields = z.record(z.string(), z.unknown()).nullish().catch(undefined);

const addressSchema = z.object({
  fullName: text,
  company: text,
  streetLine1: text,
  streetLine2: text,
  city: text,
  province: text,
  postalCode: text,
  countryCode: text,
  phoneNumber: text,
  customFields,
});
export type NativeAddress = z.infer<typeof addressSchema>;

const refundSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  state: z.string(),
  total: money,
  shipping: money.nullish(),
  adjustment: money.nullish(),
  reason: text,
  transactionId: text,
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.number().int() })),
});
export type NativeRefund = z.infer<typeof refundSchema>;

const paymentSchema = z.object({
  // Orders are read without what only their payments need.
  id: z.string().default(''),
  createdAt: z.string().default(''),
  method: z.string(),
  state: z.string(),
  amount: money,
  transactionId: text,
  refunds: z.array(refundSchema),
});
export type NativePayment = z.infer<typeof paymentSchema>;

const transitionSchema = z.object({
  createdAt: z.string(),
  data: z.object({ paymentId: idOf, refundId: idOf, to: text }).catch({}),
});

/** An order as the admin API gives it, with the number of decimals of its amounts. */
const nativeOrderSchema = z.object({
  id: z.string(),
  code: z.string().min(1),
  type: z.string(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  orderPlacedAt: text,
  currencyCode: z.string(),
  precision: z.number().int().min(0).max(6),
  total: money,
  totalWithTax: money,
  customer: z
    .object({
      id: z.string(),
      firstName: text,
      lastName: text,
      emailAddress: text,
      phoneNumber: text,
      user: z.object({ id: z.string() }).nullish(),
      customFields,
    })
    .nullish(),
  customFields,
  billingAddress: addressSchema.nullish(),
  shippingAddress: addressSchema.nullish(),
  lines: z.array(
    z.object({
      id: z.string(),
      quantity: z.number().int(),
      orderPlacedQuantity: z.number().int(),
      proratedUnitPrice: money,
      proratedUnitPriceWithTax: money,
      taxRate: z.number(),
      proratedLinePrice: money,
      proratedLinePriceWithTax: money,
      productVariant: z.object({ sku: z.string(), name: z.string() }),
    }),
  ),
  shippingLines: z.array(
    z.object({ discountedPrice: money, discountedPriceWithTax: money, shippingMethod: z.object({ name: z.string() }) }),
  ),
  surcharges: z.array(z.object({ description: z.string(), price: money, priceWithTax: money, taxRate: z.number() })),
  taxSummary: z.array(z.object({ taxRate: z.number() })),
  payments: z.array(paymentSchema).nullish(),
  /** When its payments and refunds came to their states. */
  history: z.object({ items: z.array(transitionSchema) }).nullish(),
  /** What was changed after the order was placed; fewer pieces are negative. */
  modifications: z
    .array(z.object({ lines: z.array(z.object({ orderLineId: z.string(), quantity: z.number().int() })) }))
    .nullish(),
});
export type NativeOrder = z.infer<typeof nativeOrderSchema>;

const addressFields = 'fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber';

const refundFields = 'id createdAt state total shipping adjustment reason transactionId lines { orderLineId quantity }';

const transitionsFields = `
  history(options: { filter: { type: { in: ["ORDER_PAYMENT_TRANSITION", "ORDER_REFUND_TRANSITION"] } }, sort: { createdAt: ASC } }) {
    items { createdAt data }
  }`;

/**
 * What is asked of an order. Custom fields are asked by name, which each shop gives its own.
 *
 * @param options.hasPayments with what payments need, which takes a shop more work
 */
export function orderFieldsOf(custom: CustomFields, { hasPayments }: { hasPayments: boolean }): string {
  const own = (entity: keyof CustomFields): string =>
    custom[entity].length === 0 ? '' : `customFields { ${custom[entity].join(' ')} }`;
  const address = `{ ${addressFields} ${own('Address')} }`;
  return `
  id code type state createdAt updatedAt orderPlacedAt currencyCode total totalWithTax ${own('Order')}
  customer { id firstName lastName emailAddress phoneNumber user { id } ${own('Customer')} }
  billingAddress ${address} shippingAddress ${address}
  lines { id quantity orderPlacedQuantity proratedUnitPrice proratedUnitPriceWithTax taxRate proratedLinePrice proratedLinePriceWithTax productVariant { sku name } }
  shippingLines { discountedPrice discountedPriceWithTax shippingMethod { name } }
  surcharges { description price priceWithTax taxRate }
  taxSummary { taxRate }
  payments { id createdAt method state amount transactionId refunds { ${refundFields} } }
  modifications { lines { orderLineId quantity } } ${hasPayments ? transitionsFields : ''}`;
}

export function parseOrder(native: unknown): NativeOrder {
  const parsed = nativeOrderSchema.safeParse(native);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw failure('value', 'vendure.order_field_invalid', { path }, { field: path, cause: parsed.error });
}
