import { ConnectorFailure, type ConnectorContext, type EntityWriter } from '@koppel/connector-sdk';
import { z } from 'zod';
import { writeOrSplit } from './batches.js';
import { findTaxCategory, loadChannel } from './channel.js';
import { currentProducts } from './product-current.js';
import { createProducts, updateProducts } from './product-mutations.js';
import { findBySku } from './variants.js';

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
  unpublishEnded: z.boolean().default(true).meta({
    title: 'Hide articles that are no longer sold',
    description:
      'An article that has ended in the accounting is switched off in the shop. It is never deleted, so old orders keep it.',
    'x-essential': false,
  }),
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
        "How an article gets its tax category in Vendure. By its VAT rate: the category with the same percentage in the shop's own tax zone. Leave alone: new articles get the shop's default category, and existing ones stay as they are.",
      'x-labels': { by_rate: 'By its VAT rate', keep: 'Leave alone' },
      'x-essential': false,
    }),
});
export type ProductSettings = z.infer<typeof productSettings>;

export type ProductPayload = {
  sku: string;
  name: string;
  /** null: the text in the shop stays. */
  description: string | null;
  /** `keep`: as it is in the shop; a new one is not shown. */
  publish: 'yes' | 'no' | 'keep';
  isHiddenUntilPriced: boolean;
  isStocked: boolean;
  vatRatePercent: string | null;
  language: ProductSettings['shopLanguage'];
};

function missingTaxRate(percent: string, zone: string | undefined): ConnectorFailure {
  const where = zone ? ` in the tax zone ${zone}` : '';
  return new ConnectorFailure(
    'missing_reference',
    `The shop has no tax rate of ${percent} %${where}. The article waits until there is one: create it in Vendure under Settings, Tax rates, or set "Tax category" of this flow to "Leave alone".`,
    { waitsFor: `tax_rate:${percent}` },
  );
}

async function resolve(
  context: ConnectorContext,
  payloads: readonly ProductPayload[],
): Promise<Map<string, ConnectorFailure>> {
  const failures = new Map<string, ConnectorFailure>();
  const channel = await loadChannel(context);
  for (const { sku, vatRatePercent } of payloads) {
    if (vatRatePercent !== null && findTaxCategory(channel, vatRatePercent) === undefined) {
      failures.set(sku, missingTaxRate(vatRatePercent, channel.taxZone?.name));
    }
  }
  return failures;
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
        vatRatePercent: settings.shopTaxCategory === 'by_rate' ? (product.vatRatePercent ?? null) : null,
        language: settings.shopLanguage,
      },
    };
  },
  naturalKey: ({ sku }) => sku,
  find: findBySku,
  current: currentProducts,
  resolve,
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
};
