import { z } from 'zod';
import { decimalSchema, instantSchema } from '../values.js';
import { orderLineSchema, orderSchema } from './order.js';

/** What a shop gave back of an order: each refund once. Natural key: `number`. */
export const creditSchema = z.object({
  number: z
    .string()
    .min(1)
    .max(80)
    .describe('Unique among the credits of a shop: the number of the order and that of the refund')
    .meta({ examples: ['1042-R7'] }),
  orderKey: z.string().min(1).max(200).describe('Key of the order at the source'),
  order: orderSchema.describe('The order as it was charged; its buyer, addresses and currency are those of the credit'),
  creditedAt: instantSchema,
  lines: z
    .array(orderLineSchema)
    .min(1)
    .max(5000)
    .describe('What is given back, as positive amounts; a discount that is taken back is negative'),
  inclVat: decimalSchema.describe('What the buyer gets back: the sum of the lines'),
  isSpread: z
    .boolean()
    .describe('The shop gave back an amount without saying of what: the lines share it by the rates of what is left'),
  reason: z.string().max(2000).optional(),
});
export type Credit = z.infer<typeof creditSchema>;
