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

/** A buyer. Natural key: `key`, the source's own customer key, or `email:` and the address in lower case for a guest. */
export const customerSchema = z.object({
  key: z.string().min(1).max(320),
  isGuest: z.boolean(),
  email: emailSchema.optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  company: z.string().max(200).optional(),
  phone: z.string().max(50).optional(),
  vatNumber: z.string().max(30).optional(),
  address: addressSchema.optional(),
});
export type Customer = z.infer<typeof customerSchema>;
