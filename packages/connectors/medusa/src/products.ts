import type {
  ConnectorContext,
  ConnectorFailure,
  EntityWriter,
  TargetPayload,
  TargetRecord,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { findBySku } from './articles.js';
import { writeOrSplit } from './client.js';
import { createProducts, getArticles, updateProducts, type Article } from './product-writes.js';
import { failure } from './reasons.js';
import { loadTaxRates, percentOf, productTypeFor, type TaxRates } from './shop.js';

export const productSettings = z.object({
  publishNewItems: z
    .enum(['when_priced', 'at_once', 'never'])
    .default('when_priced')
    .meta({
      title: 'Show new articles',
      description:
        'When a new article is published. Once it has a price is best for most shops. Never leaves it to a person, who publishes each new article in Medusa.',
      'x-labels': { when_priced: 'Once they have a price', at_once: 'At once, also without a price', never: 'Never' },
      'x-essential': true,
    }),
  unpublishEnded: z.boolean().default(true).meta({
    title: 'Hide articles that are no longer sold',
    description:
      'An article that has ended in the accounting becomes a draft in the shop. It is never deleted, so old orders keep it.',
    'x-essential': false,
  }),
  salesChannel: z.string().trim().max(100).default('').meta({
    title: 'Sales channel of new articles',
    description:
      "The sales channel that sells new articles. Empty: the shop's default one. Existing articles keep theirs.",
    'x-choices': 'channels',
    'x-essential': false,
  }),
  shopTax: z
    .enum(['by_rate', 'keep'])
    .default('by_rate')
    .meta({
      title: 'VAT rate of articles',
      description:
        'Whether an article gets the product type that your tax region in Medusa gives its VAT rate. An article with another rate than the shop can give it then waits. Leave alone: product types stay as they are, and you see to the rates yourself. Koppel never changes tax regions or rates.',
      'x-labels': { by_rate: 'By product type', keep: 'Leave alone' },
      'x-essential': false,
    }),
  taxCountry: z
    .union([z.string().regex(/^[A-Z]{2}$/), z.literal('')])
    .default('')
    .meta({
      title: 'Country of the VAT rates',
      description:
        'The country, such as NL, whose tax region in Medusa the VAT rates are compared with. Empty: the country of the stock location.',
      'x-essential': false,
    }),
  sendBarcodes: z.boolean().default(true).meta({
    title: 'Send barcodes',
    description: 'Whether the barcode of an article is written. Medusa takes each barcode once only.',
    'x-essential': false,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;

export type ProductPayload = {
  sku: string;
  name: string;
  /** null: the text in the shop stays. */
  description: string | null;
  /** `keep`: as it is in the shop; a new one is a draft. */
  publish: 'yes' | 'no' | 'keep';
  isHiddenUntilPriced: boolean;
  isStocked: boolean;
  /** null: the shop's own stays. */
  barcode: string | null;
  weightGrams: number | null;
  vatRatePercent: string | null;
};

async function resolve(
  context: ConnectorContext,
  payloads: readonly ProductPayload[],
  settings: ProductSettings,
): Promise<Map<string, ConnectorFailure>> {
  const failures = new Map<string, ConnectorFailure>();
  if (settings.shopTax === 'keep') return failures;
  const rates = await loadTaxRates(context, settings.taxCountry);
  for (const { sku, vatRatePercent: percent } of payloads) {
    if (percent === null || productTypeFor(rates, percent) !== undefined) continue;
    const params = { percent, country: rates.country };
    const options = { waitsFor: `tax_rate:${percent}`, field: 'vatRatePercent' };
    failures.set(sku, failure('missing_reference', 'medusa.tax_rate_missing', params, options));
  }
  return failures;
}

/** In terms of the payload, and only what a write with these settings would touch. */
function payloadNow(article: Article, payload: ProductPayload | undefined, rates: TaxRates | undefined): TargetPayload {
  const { variant, product } = article;
  const common = {
    sku: variant.sku,
    ...(payload?.isStocked !== true && { isStocked: variant.manage_inventory }),
    ...(payload?.barcode !== null && { barcode: variant.barcode }),
    ...(payload?.weightGrams !== null && { weightGrams: variant.weight }),
  };
  if (article.isShared) return { ...common, name: variant.title ?? null };
  return {
    ...common,
    name: product.title,
    description: product.description,
    // An article that is sold is seen or not as a person has set it, but for the moment in which it comes back.
    ...(payload?.publish === 'no' && {
      publish: product.status === 'published' || article.awaitsPrice ? 'yes' : 'no',
    }),
    ...(rates && { vatRatePercent: percentOf(rates, product.type_id) ?? null }),
  };
}

async function current(
  context: ConnectorContext,
  matches: readonly TargetRecord<ProductPayload>[],
  settings: ProductSettings,
): Promise<Map<string, TargetPayload>> {
  const rates = settings.shopTax === 'by_rate' ? await loadTaxRates(context, settings.taxCountry) : undefined;
  const articles = await getArticles(
    context,
    matches.map(({ targetKey }) => targetKey),
  );
  return new Map(
    matches.flatMap(({ naturalKey, targetKey, payload }) => {
      const article = articles.get(targetKey);
      return article ? [[naturalKey, payloadNow(article, payload, rates)] as const] : [];
    }),
  );
}

/** Creates and updates products with one variant each, by SKU. */
export const productWriter: EntityWriter<'product', ProductPayload, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: 25,
  fromCanonical(product, settings) {
    const isEnded = product.status === 'ended';
    const isShown = !isEnded && settings.publishNewItems !== 'never';
    return {
      payload: {
        sku: product.sku,
        name: product.name,
        description: product.description ?? null,
        publish: isShown ? 'yes' : isEnded && settings.unpublishEnded ? 'no' : 'keep',
        isHiddenUntilPriced: settings.publishNewItems === 'when_priced',
        isStocked: product.isStocked,
        barcode: settings.sendBarcodes ? (product.barcode ?? null) : null,
        weightGrams: product.weightGrams ?? null,
        vatRatePercent: settings.shopTax === 'by_rate' ? (product.vatRatePercent ?? null) : null,
      },
    };
  },
  naturalKey: ({ sku }) => sku,
  texts: ['name', 'description'],
  find: findBySku,
  current,
  resolve,
  async write(context, operations, settings) {
    const isNew = ({ targetKey }: (typeof operations)[number]) => targetKey === undefined;
    const created = await writeOrSplit(operations.filter(isNew), (some) => createProducts(context, some, settings));
    const updated = await writeOrSplit(
      operations.filter((operation) => !isNew(operation)),
      (some) => updateProducts(context, some, settings),
    );
    return operations.flatMap((operation) => (isNew(operation) ? created.shift() : updated.shift()) ?? []);
  },
};
