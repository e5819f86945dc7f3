import { z } from 'zod';
import { currencySchema, decimalSchema } from '../values.js';

/** The list price of one article for one piece. Natural key: `sku`. */
export const priceSchema = z.object({
  sku: z.string().min(1).max(100),
  amountExclVat: decimalSchema,
  vatRatePercent: decimalSchema.optional().describe('Percentage, 21'),
  currency: currencySchema,
});
export type Price = z.infer<typeof priceSchema>;
