import {
  emptiedTextsSetting,
  maxArticlesWithdrawn,
  plannedWhenLeft,
  sentText,
  sharedReason,
  whenLeftSetting,
  type ConnectorContext,
  type ConnectorFailure,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { findBySku } from './articles.js';
import { writeOrSplit } from './client.js';
import { application, withdrawProducts } from './product-withdraw.js';
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
  ...whenLeftSetting,
  ...emptiedTextsSetting,
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
  name: string | null;
  /** null: the text in the shop stays. */
  description: string | null;
  /** A new one that is not shown is a draft. */
  isShown: boolean | null;
  isHiddenUntilPriced: boolean;
  isStocked: boolean | null;
  /** Sold without stock, as it was before Koppel set it out of stock. */
  isBackOrdered: boolean | null;
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
    ...(payload?.isStocked === false && { isStocked: variant.manage_inventory }),
    ...(payload?.barcode !== null && { barcode: variant.barcode ?? '' }),
    ...(payload?.weightGrams !== null && { weightGrams: variant.weight }),
  };
  if (article.isShared) return { ...common, name: variant.title ?? null };
  return {
    ...common,
    name: product.title,
    description: product.description ?? '',
    // An article is seen or not as a person has set it, but for the moment in which it comes back.
    ...(payload?.isShown === true && { isShown: product.status === 'published' || article.awaitsPrice }),
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

async function writeProducts(
  context: ConnectorContext,
  operations: readonly WriteOperation<ProductPayload>[],
  settings: ProductSettings,
): Promise<WriteOutcome[]> {
  const isNew = ({ targetKey }: (typeof operations)[number]) => targetKey === undefined;
  const created = await writeOrSplit(operations.filter(isNew), (some) => createProducts(context, some, settings));
  const updated = await writeOrSplit(
    operations.filter((operation) => !isNew(operation)),
    (some) => updateProducts(context, some, settings),
  );
  return operations.flatMap((operation) => (isNew(operation) ? created.shift() : updated.shift()) ?? []);
}

/** Medusa takes each barcode once, and says so in a sentence alone. */
function isBarcodeRefused({ payload }: WriteOperation<ProductPayload>, outcome: WriteOutcome | undefined): boolean {
  if (!payload.barcode || outcome?.status !== 'failed') return false;
  const { body } = outcome.failure;
  const said = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : '';
  return /barcode/i.test(said);
}

/** Creates and updates products with one variant each, by SKU. */
export const productWriter: EntityWriter<'product', ProductPayload, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: 25,
  fromCanonical(product, settings) {
    return {
      payload: {
        sku: product.sku,
        name: product.name,
        description: sentText(product.description, settings),
        isShown: settings.publishNewItems !== 'never',
        isHiddenUntilPriced: settings.publishNewItems === 'when_priced',
        isStocked: product.isStocked,
        isBackOrdered: null,
        barcode: settings.sendBarcodes ? sentText(product.barcode, settings) : null,
        weightGrams: product.weightGrams ?? null,
        vatRatePercent: settings.shopTax === 'by_rate' ? (product.vatRatePercent ?? null) : null,
      },
    };
  },
  naturalKey: ({ sku }) => sku,
  sharedFields: {
    name: { update: 'unless_same' },
    description: { update: 'unless_same' },
    weightGrams: { update: 'unless_same' },
    barcode: { update: 'unless_same' },
    vatRatePercent: { update: 'unless_same' },
    isStocked: { update: 'if_changed', restored: { sold_out_unmanaged: false } },
    isBackOrdered: { update: 'never', restored: { backorders: true } },
    isShown: { update: 'never', restored: { hidden: true } },
  },
  texts: ['name', 'description'],
  find: findBySku,
  current,
  resolve,
  async write(context, operations, settings) {
    const outcomes = await writeProducts(context, operations, settings);
    const refused = operations.filter((operation, index) => isBarcodeRefused(operation, outcomes[index]));
    if (refused.length === 0) return outcomes;
    // A barcode that the shop does not take stops no article: it is written without it.
    const without = refused.map((each) => ({ ...each, payload: { ...each.payload, barcode: null } }));
    const again = await writeProducts(context, without, settings);
    return outcomes.map((outcome, index) => {
      const operation = operations[index];
      const result = operation && again[refused.indexOf(operation)];
      if (result?.status !== 'written') return result ?? outcome;
      const barcode = operation?.payload.barcode ?? '';
      const note = sharedReason('products.barcode_refused', { application, barcode }, 'barcode');
      // What it has now need not be asked for.
      return { ...result, stored: {}, notes: [...(result.notes ?? []), note] };
    });
  },
  withdraw: (context, operations, { whenLeft }, announce) => withdrawProducts(context, operations, whenLeft, announce),
  plannedWithdrawal: plannedWhenLeft,
  maxWithdrawn: maxArticlesWithdrawn,
  undoneBy: { sold_out: 'stock_level', sold_out_unmanaged: 'stock_level' },
};
