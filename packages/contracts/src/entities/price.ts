import { z } from 'zod';
import { currencySchema, decimalSchema } from '../values.js';

/** The list price of one article for one piece. Natural key: `sku`. */
export const priceSchema = z.object({
  sku: z.string().min(1).max(100),
  amountExclVat: decimalSchema,
  vatRatePercent: decimalSchema.optional().describe('Percentage, 21'),
  currency: currencySchema,
  sale: z
    .object({
      amountExclVat: decimalSchema,
      from: z.iso.date().optional().describe('First day; absent: it has begun'),
      until: z.iso.date().optional().describe('Last day; absent: without an end'),
    })
    .nullable()
    .optional()
    .describe('The offer of today, or the next one. Null: there is none; absent: the source says nothing of offers'),
});
export type Price = z.infer<typeof priceSchema>;
