import { z } from 'zod';

const rateList = z
  .array(
    z
      .string()
      .trim()
      .regex(/^\d{1,3}(\.\d{1,4})?$/, 'a percentage such as 9'),
  )
  .max(20);

export const productSettings = z.object({
  newProductStatus: z
    .enum(['publish', 'draft'])
    .default('publish')
    .meta({
      title: 'New products are',
      description:
        'Published: visitors see a product as soon as it is made. Drafts: a person completes and publishes each one; Koppel then leaves its visibility alone.',
      'x-labels': { publish: 'Published at once', draft: 'Drafts, for a person to publish' },
      'x-essential': true,
    }),
  unpublishEnded: z.boolean().default(true).meta({
    title: 'Hide articles that are no longer sold',
    description:
      'An article that has ended in the accounting becomes a draft in the shop: visitors do not see it any more, its history stays.',
    'x-essential': false,
  }),
  weightUnit: z
    .enum(['kg', 'g', 'lbs', 'oz'])
    .default('kg')
    .meta({
      title: 'Unit of weight in the shop',
      description:
        'As chosen in WooCommerce > Settings > Products. Weights are converted to it; with another unit here they would be wrong.',
      'x-labels': { kg: 'Kilograms', g: 'Grams', lbs: 'Pounds', oz: 'Ounces' },
      'x-essential': false,
    }),
  sendBarcodes: z.boolean().default(false).meta({
    title: 'Send barcodes',
    description:
      'Fills the field GTIN, UPC, EAN or ISBN (WooCommerce 9.2 and later). The shop refuses a barcode that two products have.',
    'x-essential': false,
  }),
  reducedRates: rateList.default(['9']).meta({
    title: 'Reduced VAT rates',
    description:
      'Products with one of these percentages get the tax class "Reduced rate" of the shop, all others the standard one.',
    'x-essential': false,
  }),
  zeroRates: rateList.default(['0']).meta({
    title: 'Zero VAT rates',
    description: 'Products with one of these percentages get the tax class "Zero rate" of the shop.',
    'x-essential': false,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;
