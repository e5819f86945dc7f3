import { z } from 'zod';

/** What can be sold of one article now, warehouses, buffer and minimum already applied. Natural key: `sku`. */
export const stockLevelSchema = z.object({
  sku: z.string().min(1).max(100),
  /** Whole pieces, rounded down. */
  quantity: z.number().int(),
});
export type StockLevel = z.infer<typeof stockLevelSchema>;
