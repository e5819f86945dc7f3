import {
  cutName,
  descriptionFormatSetting,
  emptiedTextsSetting,
  maxArticlesWithdrawn,
  plannedWhenLeft,
  sentText,
  taxClassChoices,
  taxClassTable,
  taxedBy,
  textOfHtml,
  whenLeftSetting,
  type ConnectorContext,
  type EntityWriter,
  type TargetPayload,
  type TargetRecord,
} from '@koppel/connector-sdk';
import { z } from 'zod';
import { loadChannel } from './channel.js';
import { withdrawProducts } from './product-withdraw.js';
import { createProducts, updateProducts } from './product-writes.js';
import { checkTaxCategories, resolveTaxCategories, taxNow } from './tax-classes.js';
import { currentVariants, findBySku, writeOrSplit } from './variants.js';

/** Longest name that every database of Vendure takes. */
const maxNameLength = 255;

export const productSettings = z.object({
  publishNewItems: z
    .enum(['when_priced', 'at_once', 'never'])
    .default('when_priced')
    .meta({
      title: 'Show new articles',
      description:
        'When a new article becomes visible. Once it has a price is safest: nobody can order it for nothing. Never leaves it to a person, who publishes each new article in Vendure.',
      'x-labels': { when_priced: 'Once they have a price', at_once: 'At once, also without a price', never: 'Never' },
      'x-essential': true,
    }),
  ...whenLeftSetting,
  ...emptiedTextsSetting,
  ...descriptionFormatSetting,
  shopLanguage: z
    .enum(['channel', 'nl', 'en', 'de', 'fr'])
    .default('channel')
    .meta({
      title: 'Language of names and descriptions',
      description: 'The language in Vendure that the texts are written to. Texts in other languages stay as they are.',
      'x-labels': { channel: "The shop's own language", nl: 'Dutch', en: 'English', de: 'German', fr: 'French' },
      'x-essential': false,
    }),
  shopTaxCategory: z
    .enum(['by_rate', 'keep'])
    .default('by_rate')
    .meta({
      title: 'Tax category',
      description:
        "How an article gets its tax category in Vendure. By its VAT rate: as the table below says, else the category with the same percentage in the shop's own tax zone. Leave alone: new articles get the shop's default category, and existing ones stay as they are.",
      'x-labels': { by_rate: 'By its VAT rate', keep: 'Leave alone' },
      'x-essential': false,
    }),
  taxClasses: taxClassTable.meta({
    title: 'Tax categories',
    description:
      "Which tax category an article gets, by its VAT percentage: 9 is 9 %. What is not listed gets the category that charges that percentage in the shop's own tax zone; where none does, or several do, the article waits and asks for an entry here.",
    ...taxClassChoices,
    'x-key-title': 'VAT percentage of the article',
    'x-value-title': 'Tax category in Vendure',
    'x-essential': true,
  }),
});
export type ProductSettings = z.infer<typeof productSettings>;

export type ProductPayload = {
  sku: string;
  name: string | null;
  /** null: the text in the shop stays. */
  description: string | null;
  descriptionFormat: ProductSettings['descriptionFormat'];
  isShown: boolean | null;
  isHiddenUntilPriced: boolean;
  isStocked: boolean | null;
  /** Stock is kept as the shop does in general, as it was before Koppel set it out of stock. */
  isTrackedAsShop: boolean | null;
  /** How far below zero it may be sold, which Koppel had switched off. */
  outOfStockThreshold: number | null;
  vatRatePercent: string | null;
  taxClass: string | null;
  language: ProductSettings['shopLanguage'];
};

interface Translation {
  languageCode: string;
  name: string;
  description?: string;
}

interface ArticleNow {
  id: string;
  sku: string;
  enabled: boolean;
  trackInventory: 'TRUE' | 'FALSE' | 'INHERIT';
  taxCategory: { id: string };
  translations: Translation[];
  product: { enabled: boolean; translations: Translation[]; variantList: { totalItems: number } };
}

const fields = `sku enabled trackInventory taxCategory { id } translations { languageCode name }
  product { enabled translations { languageCode name description } variantList(options: { take: 1 }) { totalItems } }`;

function textsOf(variant: ArticleNow, language: string, format: ProductSettings['descriptionFormat']): TargetPayload {
  const inLanguage = (translations: Translation[]) =>
    translations.find(({ languageCode }) => languageCode === language);
  const ofVariant = inLanguage(variant.translations);
  // A product of several variants is a person's own work; only the name of the variant is written.
  if (variant.product.variantList.totalItems > 1) return { name: ofVariant?.name ?? null };
  const ofProduct = inLanguage(variant.product.translations);
  const { name = null, description = '' } = ofProduct ?? {};
  return { name, description: format === 'html' ? description : textOfHtml(description) };
}

function visibilityOf(variant: ArticleNow, payload: ProductPayload | undefined): TargetPayload {
  // An article is seen or not as a person has set it, but for the moment in which it comes back.
  if (payload?.isShown !== true) return {};
  const isShared = variant.product.variantList.totalItems > 1;
  return { isShown: isShared ? variant.enabled : variant.product.enabled };
}

/** What the shop has of articles now: only what a write with these settings would touch. */
async function currentProducts(
  context: ConnectorContext,
  matches: readonly TargetRecord<ProductPayload>[],
  settings: ProductSettings,
): Promise<Map<string, TargetPayload>> {
  const channel = await loadChannel(context);
  const language = settings.shopLanguage === 'channel' ? channel.language : settings.shopLanguage;
  return currentVariants<ArticleNow, ProductPayload>(context, matches, {
    fields,
    payloadOf: (variant, { payload }) => ({
      sku: variant.sku,
      ...textsOf(variant, language, settings.descriptionFormat),
      ...visibilityOf(variant, payload),
      // Stock keeping that was switched off in the shop is never switched on again.
      ...(payload?.isStocked === false && { isStocked: variant.trackInventory !== 'FALSE' }),
      ...(payload && taxNow(payload, variant.taxCategory.id, channel)),
    }),
  });
}

/** Creates and updates products with one variant each, by SKU. */
export const productWriter: EntityWriter<'product', ProductPayload, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  changes: 'create_and_update',
  batchSize: 25,
  fromCanonical(product, settings) {
    const { name, note } = cutName(product.name, maxNameLength);
    return {
      payload: {
        sku: product.sku,
        name,
        description: sentText(product.description, settings),
        descriptionFormat: settings.descriptionFormat,
        isShown: settings.publishNewItems !== 'never',
        isHiddenUntilPriced: settings.publishNewItems === 'when_priced',
        isStocked: product.isStocked,
        isTrackedAsShop: null,
        outOfStockThreshold: null,
        ...taxedBy(settings.shopTaxCategory === 'by_rate' ? product.vatRatePercent : undefined, settings.taxClasses),
        language: settings.shopLanguage,
      },
      notes: note ? [note] : [],
    };
  },
  naturalKey: ({ sku }) => sku,
  sharedFields: {
    name: { update: 'unless_same', with: ['language'] },
    description: { update: 'unless_same', with: ['language', 'descriptionFormat'] },
    vatRatePercent: { update: 'unless_same', with: ['taxClass'] },
    taxClass: { update: 'unless_same', with: ['vatRatePercent'] },
    isStocked: { update: 'if_changed', restored: { sold_out_untracked: false } },
    isTrackedAsShop: { update: 'never', restored: { tracked_as_shop: true } },
    outOfStockThreshold: { update: 'never', restoredFrom: 'threshold' },
    isShown: { update: 'never', restored: { hidden: true } },
  },
  texts: ['name', 'description'],
  find: findBySku,
  current: currentProducts,
  resolve: resolveTaxCategories,
  checkSettings: (context, { taxClasses }) => checkTaxCategories(context, taxClasses),
  async write(context, operations) {
    const isNew = ({ targetKey }: (typeof operations)[number]) => targetKey === undefined;
    const [created, updated] = [
      await writeOrSplit(operations.filter(isNew), (some) => createProducts(context, some)),
      await writeOrSplit(
        operations.filter((operation) => !isNew(operation)),
        (some) => updateProducts(context, some),
      ),
    ];
    return operations.flatMap((operation) => (isNew(operation) ? created.shift() : updated.shift()) ?? []);
  },
  withdraw: (context, operations, { whenLeft }, announce) => withdrawProducts(context, operations, whenLeft, announce),
  plannedWithdrawal: plannedWhenLeft,
  maxWithdrawn: maxArticlesWithdrawn,
  undoneBy: { sold_out: 'stock_level', sold_out_untracked: 'stock_level' },
};
