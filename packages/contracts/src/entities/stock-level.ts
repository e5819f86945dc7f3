import { z } from 'zod';

/** What can be sold of one article now, warehouses, buffer and minimum already applied. Natural key: `sku`. */
export const stockLevelSchema = z.object({
  sku: z.string().min(1).max(100),
  quantity: z.number().int().describe('Whole pieces, rounded down'),
});
export type StockLevel = z.infer<typeof stockLevelSchema>;
