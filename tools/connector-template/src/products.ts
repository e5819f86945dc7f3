import type { EntityReader } from '@koppel/connector-sdk';
import { z } from 'zod';
import { readChanges, type Changed } from './changes.js';
import { failure, reason } from './reasons.js';

export const productSettings = z.object({
  includeEnded: z.boolean().default(false).meta({
    title: 'Include ended articles',
    description:
      'Whether articles that are no longer sold are brought like others. Otherwise what was delivered of them is taken back.',
    'x-essential': false,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;

/** An article as `GET products` gives it, as far as it is used. */
interface Row extends Changed {
  name: string;
  isEnded: boolean;
}

/** What the translation needs of it. */
const nativeSchema = z.object({
  code: z.string().min(1).max(100),
  name: z.string().min(1).max(500),
  isEnded: z.boolean(),
});
type Native = z.infer<typeof nativeSchema>;

const nativeOf = ({ code, name, isEnded }: Row): Native => ({ code, name, isEnded });

export const productReader: EntityReader<'product', Native, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  read: (context, { cursor, pageSize }) => readChanges(context, 'products', { cursor, pageSize, nativeOf }),
  toCanonical(native, settings) {
    const parsed = nativeSchema.safeParse(native);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      throw failure('value', 'acme_shop.product_unreadable', { field }, { field, cause: parsed.error });
    }
    const { code, name, isEnded } = parsed.data;
    // What was delivered of it is taken back.
    if (isEnded && !settings.includeEnded)
      return { filtered: reason('acme_shop.product_ended', { article: code }, 'isEnded'), isOver: true };
    return { canonical: { sku: code, name, isStocked: true } };
  },
};
