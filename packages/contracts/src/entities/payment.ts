import { z } from 'zod';
import { currencySchema, decimalSchema, instantSchema } from '../values.js';

/** Money that a buyer paid for an order, or got back of it: each transaction once. Natural key: `number`. */
export const paymentSchema = z.object({
  number: z
    .string()
    .min(1)
    .max(100)
    .describe('Unique among the payments of a shop: the number of the order, and that of the payment or refund')
    .meta({ examples: ['1042-P'] }),
  settles: z
    .object({
      entity: z.enum(['order', 'credit']),
      key: z.string().min(1).max(200).describe('Its key at the source'),
      number: z.string().min(1).max(80),
    })
    .describe('An order that was paid, or a credit that was paid back'),
  orderKey: z.string().min(1).max(200).describe('Key of the order at the source, also where a credit is paid back'),
  amount: decimalSchema.describe('Positive; whether it was received or paid back says what it settles'),
  currency: currencySchema,
  paidAt: instantSchema,
  method: z
    .string()
    .min(1)
    .max(100)
    .describe("The shop's key of the payment method")
    .meta({ examples: ['ideal'] }),
  methodName: z.string().max(200).optional().describe('What buyers see'),
  transactionId: z.string().max(200).optional().describe("The payment provider's own"),
});
export type Payment = z.infer<typeof paymentSchema>;
