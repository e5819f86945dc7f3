import { z } from 'zod';
import { currencySchema, decimalSchema, instantSchema } from '../values.js';
import { addressSchema, customerSchema } from './customer.js';

/** One line. Amounts are for the whole line, discounts already taken off. */
export const orderLineSchema = z.object({
  kind: z.enum(['item', 'shipping', 'fee', 'discount']),
  sku: z.string().min(1).max(100).optional().describe('The article; only lines of kind item have one'),
  description: z.string().max(500),
  quantity: z.number().int().describe('Negative on a credit'),
  totalExclVat: decimalSchema,
  vatAmount: decimalSchema,
  vatRatePercent: decimalSchema.describe('Percentage that the shop charged, 21; 0 where none'),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

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
  totals: z.object({ exclVat: decimalSchema, vat: decimalSchema, inclVat: decimalSchema }),
  paymentMethod: z.string().max(100).optional(),
  note: z.string().max(2000).optional(),
});
export type Order = z.infer<typeof orderSchema>;
