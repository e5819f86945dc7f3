import { z } from 'zod';
import { entityKinds } from '../vocabulary.js';
import { creditSchema } from './credit.js';
import { customerSchema } from './customer.js';
import { orderSchema } from './order.js';
import { paymentSchema } from './payment.js';
import { priceSchema } from './price.js';
import { productSchema } from './product.js';
import { stockLevelSchema } from './stock-level.js';

/** The canonical kinds of record that flows carry. */
export const entitySchemas = {
  product: productSchema,
  stock_level: stockLevelSchema,
  price: priceSchema,
  customer: customerSchema,
  order: orderSchema,
  credit: creditSchema,
  payment: paymentSchema,
} as const;

export const entityKindSchema = z.enum(entityKinds).meta({ examples: ['order'] });
export type EntityKind = z.infer<typeof entityKindSchema>;
export type EntityOf<Kind extends EntityKind> = z.infer<(typeof entitySchemas)[Kind]>;
