import { z } from 'zod';
import { countrySchema, emailSchema } from '../values.js';

export const addressSchema = z.object({
  name: z.string().max(200).optional(),
  company: z.string().max(200).optional(),
  line1: z.string().max(200),
  line2: z.string().max(200).optional(),
  postcode: z.string().max(30),
  city: z.string().max(100),
  region: z.string().max(100).optional(),
  country: countrySchema,
  phone: z.string().max(50).optional(),
});
export type Address = z.infer<typeof addressSchema>;

/**
 * A buyer. Natural key: `key`, which tells whose debt it is: the VAT number of a company, else the log-in or e-mail address with
 * the name, since people share these.
 */
export const customerSchema = z.object({
  key: z
    .string()
    .min(1)
    .max(500)
    .meta({ examples: ['vat:NL123456789B01', '77:alfaproef', 'email:els@example.nl:elsdewit'] }),
  isGuest: z.boolean(),
  login: z.string().max(100).optional().describe('Key of the log-in at the shop; a guest has none'),
  email: emailSchema.optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  company: z.string().max(200).optional(),
  phone: z.string().max(50).optional(),
  vatNumber: z.string().max(30).optional(),
  address: addressSchema.optional(),
});
export type Customer = z.infer<typeof customerSchema>;
