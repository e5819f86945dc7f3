import { z } from 'zod';

/** A sellable article. Natural key: `sku`, case-sensitive. */
export const productSchema = z.object({
  sku: z.string().min(1).max(100),
  name: z.string().min(1).max(500),
  /** Plain text with its lines. Empty: the source has none; absent: it is not told. */
  description: z.string().max(50_000).optional(),
  /** Empty: the source has none; absent: it is not told. */
  barcode: z.string().max(60).optional(),
  isStocked: z.boolean(),
  weightGrams: z.number().int().nonnegative().optional(),
  unit: z.string().max(30).optional(),
  /** Percentage, `21` or `5.5`. */
  vatRatePercent: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/)
    .optional(),
});
export type Product = z.infer<typeof productSchema>;
