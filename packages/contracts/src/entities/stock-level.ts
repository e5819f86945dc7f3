import { z } from 'zod';

const figures = {
  quantity: z.number().describe('What can be sold: what is promised to open orders is taken off. May have decimals'),
  onHand: z
    .number()
    .optional()
    .describe('What is there, promised or not: for a shop that takes off its own open orders. Absent: the same'),
};

/** Stock of one article now, buffer and minimum already applied. Natural key: `sku`. */
export const stockLevelSchema = z.object({
  sku: z.string().min(1).max(100),
  ...figures,
  warehouses: z
    .array(z.object({ code: z.string().min(1).max(100), ...figures }))
    .optional()
    .describe('The same per warehouse, never below zero'),
});
export type StockLevel = z.infer<typeof stockLevelSchema>;
