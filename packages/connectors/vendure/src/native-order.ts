import { z } from 'zod';

const money = z.number().int();
const text = z.string().nullish();

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
});
export type NativeAddress = z.infer<typeof addressSchema>;

/** An order as the admin API gives it, with the number of decimals of its amounts. */
export const nativeOrderSchema = z.object({
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
    })
    .nullish(),
  billingAddress: addressSchema.nullish(),
  shippingAddress: addressSchema.nullish(),
  lines: z.array(
    z.object({
      quantity: z.number().int(),
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
  payments: z.array(z.object({ method: z.string(), state: z.string() })).nullish(),
});
export type NativeOrder = z.infer<typeof nativeOrderSchema>;

const addressFields = 'fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber';

export const orderFields = `
  id code type state createdAt updatedAt orderPlacedAt currencyCode total totalWithTax
  customer { id firstName lastName emailAddress phoneNumber user { id } }
  billingAddress { ${addressFields} } shippingAddress { ${addressFields} }
  lines { quantity taxRate proratedLinePrice proratedLinePriceWithTax productVariant { sku name } }
  shippingLines { discountedPrice discountedPriceWithTax shippingMethod { name } }
  surcharges { description price priceWithTax taxRate }
  taxSummary { taxRate }
  payments { method state }`;
