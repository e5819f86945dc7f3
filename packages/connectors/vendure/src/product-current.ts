import type { ConnectorContext, TargetPayload, TargetRecord } from '@koppel/connector-sdk';
import { findTaxCategory, findTaxPercent, loadChannel, type Channel } from './channel.js';
import { currentVariants } from './current-variants.js';
import type { ProductPayload, ProductSettings } from './products.js';

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

function textsOf(variant: ArticleNow, language: string): TargetPayload {
  const inLanguage = (translations: Translation[]) =>
    translations.find(({ languageCode }) => languageCode === language);
  const ofVariant = inLanguage(variant.translations);
  // A product of several variants is a person's own work; only the name of the variant is written.
  if (variant.product.variantList.totalItems > 1) return { name: ofVariant?.name ?? null };
  const ofProduct = inLanguage(variant.product.translations);
  return { name: ofProduct?.name ?? null, description: ofProduct?.description ?? null };
}

function visibilityOf(variant: ArticleNow, payload: ProductPayload | undefined): TargetPayload {
  if (payload?.publish === 'keep') return {};
  const isShared = variant.product.variantList.totalItems > 1;
  return { publish: (isShared ? variant.enabled : variant.product.enabled) ? 'yes' : 'no' };
}

function vatOf(variant: ArticleNow, payload: ProductPayload | undefined, channel: Channel): TargetPayload {
  const wanted = payload?.vatRatePercent ?? undefined;
  // Two categories may have one rate: it is the category that would be written.
  const isSame = wanted !== undefined && findTaxCategory(channel, wanted) === variant.taxCategory.id;
  return { vatRatePercent: isSame ? wanted : (findTaxPercent(channel, variant.taxCategory.id) ?? null) };
}

/** What the shop has of articles now: only what a write with these settings would touch. */
export async function currentProducts(
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
      ...textsOf(variant, language),
      ...visibilityOf(variant, payload),
      // Stock keeping that was switched off in the shop is never switched on again.
      ...(payload?.isStocked !== true && { isStocked: variant.trackInventory !== 'FALSE' }),
      ...(settings.shopTaxCategory === 'by_rate' && vatOf(variant, payload, channel)),
    }),
  });
}
