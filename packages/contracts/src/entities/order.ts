import { z } from 'zod';
import { countrySchema, currencySchema, decimalSchema, instantSchema } from '../values.js';
import { addressSchema, customerSchema } from './customer.js';

/** One tax that was charged on a line. */
export const lineTaxSchema = z.object({
  ratePercent: decimalSchema
    .optional()
    .describe('As the shop states it; absent where it states none')
    .meta({ examples: ['21'] }),
  country: countrySchema.optional().describe('Whose tax it is, which need not be the country of delivery'),
  code: z.string().max(100).optional().describe("The shop's own name of the rate"),
  isCompound: z.boolean().describe('Charged on the taxes before it too'),
  amount: decimalSchema,
});
export type LineTax = z.infer<typeof lineTaxSchema>;

/** One line. Amounts are for the whole line, discounts already taken off. */
export const orderLineSchema = z.object({
  kind: z.enum(['item', 'shipping', 'fee', 'discount']),
  sku: z.string().min(1).max(100).optional().describe('The article; only lines of kind item have one'),
  description: z.string().max(500),
  text: z
    .enum(['refund', 'before_change'])
    .optional()
    .describe('What it is, where the shop has no words for it: the target says it in its own language'),
  quantity: decimalSchema
    .describe('Negative on a credit; a length or weight need not be whole')
    .meta({ examples: ['1.5'] }),
  totalExclVat: decimalSchema,
  vatAmount: decimalSchema.describe('The sum of its taxes'),
  taxes: z.array(lineTaxSchema).max(20).describe('All that were charged; empty where none was'),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** What lowered the total of an order without lowering a line: a means of payment, not a discount. */
export const voucherSchema = z.object({
  kind: z.enum(['gift_card', 'store_credit']),
  code: z.string().max(100).optional(),
  amount: decimalSchema.describe('Positive'),
});
export type Voucher = z.infer<typeof voucherSchema>;

/** An order as the shop took it. Natural key: `number`. */
export const orderSchema = z.object({
  number: z.string().min(1).max(60),
  placedAt: instantSchema,
  status: z.string().max(60).describe("The shop's own word for its state"),
  isCredit: z.boolean().describe('A cancellation or credit note: its quantities or totals are negative'),
  currency: currencySchema,
  customer: customerSchema,
  billingAddress: addressSchema.optional(),
  shippingAddress: addressSchema.optional(),
  lines: z.array(orderLineSchema).min(1).max(5000),
  vouchers: z.array(voucherSchema).max(50).optional(),
  totals: z
    .object({ exclVat: decimalSchema, vat: decimalSchema, inclVat: decimalSchema })
    .describe('Of the receipt: what the customer paid, vouchers taken off'),
  refunded: decimalSchema.optional().describe('What was given back, where no flow of the integration books credits'),
  paymentMethod: z.string().max(100).optional(),
  note: z.string().max(2000).optional(),
});
export type Order = z.infer<typeof orderSchema>;
