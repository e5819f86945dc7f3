import { attributeValue, type VariationAttribute } from './catalog.js';
import { findCents } from './money.js';
import { generatedSlug, paragraphs } from './product-text.js';
import type { Product } from './records.js';
import type { Shop } from './shop.js';

// Products as the API shows them.

/** `edit`: the answer to a write, with values as they are stored; `view`: what lists and reads give. */
export type ViewContext = 'edit' | 'view';

/** Fields that nothing here sets. */
const unused = {
  downloads: [],
  download_limit: -1,
  download_expiry: -1,
  shipping_required: true,
  shipping_taxable: true,
  rating_count: 0,
  upsell_ids: [],
  cross_sell_ids: [],
  purchase_note: '',
  brands: [],
  related_ids: [],
  post_password: '',
};

/** A product, or a variation as lists of products show it. */
export function showProduct(shop: Shop, product: Product, context: ViewContext): Record<string, unknown> {
  const isVariation = product.type === 'variation';
  const shown = derived(shop, product, context);
  return {
    ...product,
    ...unused,
    ...shown,
    total_sales: isVariation ? String(product.total_sales) : product.total_sales,
    reviews_allowed: !isVariation,
    average_rating: context === 'edit' ? '0' : '0.00',
    categories: product.categories.flatMap((id) => {
      const term = shop.terms.find(id);
      return term ? [{ id, name: term.name, slug: term.slug }] : [];
    }),
    has_options: product.type === 'variable',
    price_html: shown.price === '' ? '' : `<span class="amount">${shown.price}</span>`,
    ...(context === 'edit'
      ? {
          permalink_template: `${shop.siteUrl}/product/%pagename%/`,
          generated_slug: shop.freeSlug(generatedSlug(product.name), product.id),
        }
      : {}),
  };
}

const variationKeys = [
  'id', 'type', 'date_created', 'date_created_gmt', 'date_modified', 'date_modified_gmt', 'description', 'permalink', 'sku',
  'global_unique_id', 'price', 'regular_price', 'sale_price', 'date_on_sale_from', 'date_on_sale_from_gmt', 'date_on_sale_to',
  'date_on_sale_to_gmt', 'on_sale', 'status', 'purchasable', 'virtual', 'downloadable', 'downloads', 'download_limit',
  'download_expiry', 'tax_status', 'tax_class', 'manage_stock', 'stock_quantity', 'stock_status', 'backorders',
  'backorders_allowed', 'backordered', 'low_stock_amount', 'weight', 'dimensions', 'shipping_class', 'shipping_class_id',
  'attributes', 'menu_order', 'meta_data', 'parent_id',
] as const; // prettier-ignore

/** A variation as the endpoints below its product show it. */
export function showVariation(shop: Shop, variation: Product, context: ViewContext): Record<string, unknown> {
  const whole = { ...variation, ...unused, ...derived(shop, variation, context) };
  return {
    ...Object.fromEntries(variationKeys.map((key) => [key, whole[key]])),
    name: optionsOf(variation).map(({ option }) => option).join(', '),
    image: null,
    gallery_image_ids: [],
  }; // prettier-ignore
}

function derived(shop: Shop, product: Product, context: ViewContext) {
  const price = priceOf(shop, product);
  const isBackorderAllowed = product.backorders !== 'no';
  const isOwnTaxClass = context === 'edit' || product.tax_class !== 'parent';
  return {
    price,
    permalink: permalinkOf(shop, product),
    purchasable: price !== '' && ['simple', 'variable', 'variation'].includes(product.type),
    stock_status: stockStatusOf(shop, product),
    backorders_allowed: isBackorderAllowed,
    backordered: product.manage_stock && (product.stock_quantity ?? 0) < 0,
    description: context === 'edit' ? product.description : paragraphs(product.description),
    tax_class: isOwnTaxClass ? product.tax_class : (shop.products.find(product.parent_id)?.tax_class ?? ''),
  };
}

/** The tax class that counts for a product or variation. */
export function taxClassOf(shop: Shop, product: Product): string {
  return derived(shop, product, 'view').tax_class;
}

/** What a product costs now: a variable one as its cheapest variation, a grouped one as its cheapest member. */
export function priceOf(shop: Shop, product: Product): string {
  const members =
    product.type === 'variable'
      ? product.variations
      : product.type === 'grouped'
        ? product.grouped_products
        : undefined;
  if (!members) return product.price;
  const prices = members.map((id) => shop.products.find(id)?.price ?? '').filter((price) => price !== '');
  return prices.sort((a, b) => (findCents(a) ?? 0) - (findCents(b) ?? 0))[0] ?? '';
}

function stockStatusOf(shop: Shop, product: Product): string {
  if (product.type !== 'variable' || product.manage_stock) return product.stock_status;
  const statuses = new Set(product.variations.map((id) => shop.products.find(id)?.stock_status));
  return ['instock', 'onbackorder'].find((status) => statuses.has(status)) ?? 'outofstock';
}

function permalinkOf(shop: Shop, product: Product): string {
  if (product.status === 'trash') return `${shop.siteUrl}/?post_type=product&p=${product.id}`;
  const parent = shop.products.find(product.parent_id);
  if (!parent) return `${shop.siteUrl}/product/${product.slug}/`;
  const chosen = optionsOf(product).map((each) => `attribute_${each.slug}=${attributeValue(shop, each)}`);
  return `${shop.siteUrl}/product/${parent.slug}/${chosen.length > 0 ? `?${chosen.join('&')}` : ''}`;
}

/** The values that a variation has. */
export function optionsOf(variation: Product): VariationAttribute[] {
  return variation.attributes.filter((attribute) => 'option' in attribute);
}
