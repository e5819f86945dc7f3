import { z } from 'zod';
import { countrySchema, currencySchema, decimalSchema } from './values.js';
import { documentKinds } from './vocabulary.js';

/** An amount in its currency. */
export const moneySchema = z.object({ amount: decimalSchema, currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

/** A document in the books of the target, as it was when it was written or found last. */
export const recordDocumentSchema = z.object({
  kind: z.enum(documentKinds).meta({ examples: ['sales_invoice'] }),
  number: z
    .string()
    .min(1)
    .max(60)
    .describe('What people call it there')
    .meta({ examples: ['20261042'] }),
  total: decimalSchema.describe('VAT included; negative where it gives back'),
  currency: currencySchema,
  vat: z
    .array(
      z.object({
        country: countrySchema.optional().describe('Whose VAT it is, where that is known'),
        ratePercent: decimalSchema
          .optional()
          .describe('Absent where only the amounts tell')
          .meta({ examples: ['21'] }),
        amount: decimalSchema,
      }),
    )
    .max(100)
    .optional()
    .describe('What stands on it for each rate; absent where the target calculates it and was not asked'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'Where a person finds it, if the target tells',
      examples: ['https://books.example/invoices/20261042'],
    }),
});
export type RecordDocument = z.infer<typeof recordDocumentSchema>;
