import {
  descriptionFormatSetting,
  divideDecimals,
  emptiedTextsSetting,
  sentText,
  sharedReason,
  taxClassChoices,
  taxClassTable,
  taxedBy,
  trimDecimal,
  whenLeftSetting,
  type TargetPayload,
  type TaxedPayload,
} from '@koppel/connector-sdk';
import type { Product, Reason } from '@koppel/contracts';
import { z } from 'zod';

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
  ...whenLeftSetting,
  ...emptiedTextsSetting,
  ...descriptionFormatSetting,
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
  taxClasses: taxClassTable.meta({
    title: 'Tax classes',
    description:
      'Which tax class a product gets, by the VAT percentage of the article: 9 is 9 %. What is not listed gets the class that charges that percentage in the country of the shop; where none does, or several do, the product waits and asks for an entry here.',
    ...taxClassChoices,
    'x-key-title': 'VAT percentage of the article',
    'x-value-title': 'Tax class in WooCommerce',
    'x-essential': true,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;

export interface ProductPayload extends TargetPayload, TaxedPayload {
  sku: string;
  name: string | null;
  description: string | null;
  descriptionFormat: ProductSettings['descriptionFormat'];
  isPublished: boolean | null;
  isInStock: boolean | null;
  /** Of a variation: the stock is the one of its product again. */
  isStockOfParent: boolean | null;
  /** What Koppel had switched off. */
  backorders: string | null;
  isStocked: boolean | null;
  weight: string | null;
  barcode: string | null;
}

const gramsPerUnit = { kg: '1000', g: '1', lbs: '453.59237', oz: '28.349523125' } as const;

function weightOf(grams: number | undefined, unit: ProductSettings['weightUnit']): string | null {
  return grams === undefined ? null : trimDecimal(divideDecimals(String(grams), gramsPerUnit[unit], 3));
}

export function payloadOf(product: Product, settings: ProductSettings): ProductPayload {
  return {
    sku: product.sku,
    name: product.name,
    description: sentText(product.description, settings),
    descriptionFormat: settings.descriptionFormat,
    isPublished: settings.newProductStatus === 'publish',
    isInStock: true,
    isStockOfParent: null,
    backorders: null,
    isStocked: product.isStocked,
    weight: weightOf(product.weightGrams, settings.weightUnit),
    barcode: settings.sendBarcodes && isBarcode(product.barcode) ? sentText(product.barcode, settings) : null,
    ...taxedBy(product.vatRatePercent, settings.taxClasses),
  };
}

/** What WooCommerce takes for a GTIN, UPC, EAN or ISBN; it makes another number of anything else. */
function isBarcode(barcode: string | undefined): boolean {
  return barcode !== undefined && /^[\d-]*$/.test(barcode);
}

/** What could not be taken over of a product. */
export function notesOf({ barcode }: Product, { sendBarcodes }: ProductSettings): Reason[] {
  if (!sendBarcodes || barcode === undefined || isBarcode(barcode)) return [];
  return [sharedReason('products.barcode_left_out', { barcode }, 'barcode')];
}
