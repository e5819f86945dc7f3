import { categoryIdsOf, defaultCategory, productAttribute, variationAttribute } from './catalog.js';
import { wooTimePattern } from './clock.js';
import { inputList, items, mergeMeta, text, toInput, truth, whole, type Input } from './input.js';
import { findCents } from './money.js';
import { slugOf, storedDescription, storedName, storedSku } from './product-text.js';
import { optionsOf } from './product-view.js';
import type { Product } from './records.js';
import type { Shop } from './shop.js';
import { invalidParameter, WooError } from './woo-error.js';

const statuses = ['draft', 'pending', 'private', 'publish', 'future', 'auto-draft', 'trash'];

/** Types that WordPress checks on a single create or update; items of a batch are not checked. */
const stringFields = [
  'name',
  'sku',
  'regular_price',
  'sale_price',
  'description',
  'short_description',
  'tax_class',
  'weight',
];

export function assertProductTypes(input: Input): void {
  for (const name of stringFields) {
    const value = input[name];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      throw invalidParameter(name, `${name} is not of type string.`, 'rest_invalid_type');
    }
  }
  const { stock_quantity: quantity } = input;
  if (quantity !== undefined && quantity !== null && !Number.isInteger(Number(quantity))) {
    throw invalidParameter('stock_quantity', 'stock_quantity is not of type integer.', 'rest_invalid_type');
  }
  if (typeof input.status === 'string' && !statuses.includes(input.status)) {
    throw invalidParameter('status', `status is not one of ${statuses.join(', ')}.`, 'rest_not_in_enum');
  }
}

export function createProduct(shop: Shop, input: Input, parent?: Product): Product {
  if (input.id !== undefined && Number(input.id) > 0) {
    throw new WooError(400, 'woocommerce_rest_product_exists', 'Cannot create existing product.');
  }
  assertFreeOfTrash(shop, input);
  const product = applyProduct(shop, blankProduct(shop, parent), input);
  shop.saveProduct(product);
  if (parent) shop.saveProduct({ ...parent, variations: [...parent.variations, product.id] });
  return product;
}

export function updateProduct(shop: Shop, id: number, input: Input): Product {
  const before = shop.products.find(id);
  if (!before) throw new WooError(400, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
  const stamp = shop.clock.stamp();
  const product = { ...applyProduct(shop, before, input), date_modified: stamp.local, date_modified_gmt: stamp.gmt };
  shop.saveProduct(product);
  return product;
}

/** @returns the product as it was */
export function deleteProduct(shop: Shop, id: number, isForced: boolean): Product {
  const product = shop.products.find(id);
  if (!product) throw new WooError(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
  if (isForced) {
    shop.remove('products', id);
    const parent = shop.products.find(product.parent_id);
    if (parent) shop.saveProduct({ ...parent, variations: parent.variations.filter((each) => each !== id) });
    return product;
  }
  if (product.status === 'trash') {
    throw new WooError(410, 'woocommerce_rest_already_trashed', 'The product has already been deleted.');
  }
  const meta = [
    { key: '_wp_trash_meta_status', value: product.status },
    { key: '_wp_trash_meta_time', value: String(Math.floor(shop.clock.now() / 1000)) },
    { key: '_wp_desired_post_slug', value: product.slug },
  ];
  shop.saveProduct({
    ...product,
    status: 'trash',
    slug: `${product.slug}__trashed`,
    meta_data: mergeMeta(product.meta_data, meta, () => shop.takeId()),
  });
  return product;
}

function applyProduct(shop: Shop, before: Product, input: Input): Product {
  const sku = storedSku(text(input.sku, before.sku));
  assertUniqueSku(shop, before.id, sku);
  const barcode = text(input.global_unique_id, before.global_unique_id).replace(/[^0-9-]/g, '');
  assertUniqueBarcode(shop, before.id, barcode);
  const dimensions = toInput(input.dimensions);
  const product: Product = {
    ...before,
    sku,
    type: text(input.type, before.type),
    status: text(input.status, before.status),
    featured: truth(input.featured, before.featured),
    catalog_visibility: text(input.catalog_visibility, before.catalog_visibility),
    description: storedDescription(text(input.description, before.description)),
    short_description: storedDescription(text(input.short_description, before.short_description)),
    global_unique_id: barcode,
    virtual: truth(input.virtual, before.virtual),
    downloadable: truth(input.downloadable, before.downloadable),
    tax_status: text(input.tax_status, before.tax_status),
    tax_class: knownTaxClass(shop, text(input.tax_class, before.tax_class), before),
    sold_individually: truth(input.sold_individually, before.sold_individually),
    weight: text(input.weight, before.weight),
    dimensions: {
      length: text(dimensions.length, before.dimensions.length),
      width: text(dimensions.width, before.dimensions.width),
      height: text(dimensions.height, before.dimensions.height),
    },
    shipping_class: text(input.shipping_class, before.shipping_class),
    menu_order: whole(input.menu_order, before.menu_order),
    external_url: text(input.external_url, before.external_url),
    button_text: text(input.button_text, before.button_text),
    categories: categoryIdsOf(shop, input.categories, before.categories),
    tags: items(input.tags, before.tags),
    images: imagesOf(input.images, before.images),
    attributes: attributesOf(shop, input.attributes, before),
    default_attributes: items(input.default_attributes, before.default_attributes),
    grouped_products: items(input.grouped_products, before.grouped_products).map(Number),
    meta_data: mergeMeta(before.meta_data, input.meta_data, () => shop.takeId()),
  };
  return withName(shop, { ...product, ...pricesOf(shop, product, input), ...stockOf(shop, product, input) }, input);
}

/** A variation is named after its product and what it differs in. */
function withName(shop: Shop, product: Product, input: Input): Product {
  const parent = shop.products.find(product.parent_id);
  const options = optionsOf(product).map(({ option }) => option);
  const own = storedName(text(input.name, product.name));
  const name = parent
    ? [parent.name, ...(options.length > 0 ? [options.join(', ')] : [])].join(' - ')
    : own || 'Product';
  const slug = text(input.slug, product.slug) || slugOf(name) || 'product';
  return { ...product, name, slug: shop.freeSlug(slug, product.id) };
}

/** A class that the shop does not have is the standard one. */
function knownTaxClass(shop: Shop, slug: string, { type }: Product): string {
  if (type === 'variation' && slug === 'parent') return slug;
  if (shop.settings.dropsTaxClasses) return '';
  return slug !== 'standard' && shop.settings.taxClasses.some((each) => each.slug === slug) ? slug : '';
}

/** This shop reaches no other machine, so it fetches no image. */
function imagesOf(value: unknown, before: unknown[]): unknown[] {
  const unreachable = inputList(value).find(({ id, src }) => id === undefined && src !== undefined);
  if (!unreachable) return items(value, before);
  const message = `Error getting remote image ${text(unreachable.src, '')}. Error: A valid URL was not provided.`;
  throw new WooError(400, 'woocommerce_product_image_upload_error', message);
}

function attributesOf(shop: Shop, value: unknown, before: Product): Product['attributes'] {
  if (!Array.isArray(value)) return before.attributes;
  const given = inputList(value);
  return before.type === 'variation'
    ? given.map((each) => variationAttribute(shop, each))
    : given.map((each) => productAttribute(shop, each));
}

function pricesOf(shop: Shop, product: Product, input: Input) {
  const dates = { ...saleMoment(shop, product, input, 'from'), ...saleMoment(shop, product, input, 'to') };
  // A variable or grouped product has no price of its own: one that is sent is forgotten.
  if (product.type === 'variable' || product.type === 'grouped') {
    return { ...dates, regular_price: '', sale_price: '', price: '', on_sale: false };
  }
  const regular = priceText(input.regular_price, product.regular_price);
  const given = priceText(input.sale_price, product.sale_price);
  const saleCents = findCents(given);
  const isSale = saleCents !== undefined && saleCents < (findCents(regular) ?? 0);
  // Saving a price takes away an offer that is not lower (handle_updated_props of the data store).
  const isSaved = input.regular_price !== undefined || input.sale_price !== undefined;
  const sale = isSaved && !isSale ? '' : given;
  const isOnSale = isSale && isWithinSale(shop, { ...product, ...dates });
  return { ...dates, regular_price: regular, sale_price: sale, price: isOnSale ? sale : regular, on_sale: isOnSale };
}

function saleMoment(shop: Shop, before: Product, input: Input, end: 'from' | 'to') {
  const local = input[`date_on_sale_${end}`];
  const stamp = typeof local === 'string' && wooTimePattern.test(local) ? shop.clock.fromLocal(local) : undefined;
  const isCleared = local === null || local === '';
  return {
    [`date_on_sale_${end}`]: stamp?.local ?? (isCleared ? null : before[`date_on_sale_${end}`]),
    [`date_on_sale_${end}_gmt`]: stamp?.gmt ?? (isCleared ? null : before[`date_on_sale_${end}_gmt`]),
  };
}

function isWithinSale(shop: Shop, product: Product): boolean {
  const { gmt } = shop.clock.stamp();
  const { date_on_sale_from_gmt: from, date_on_sale_to_gmt: to } = product;
  return (from === null || from <= gmt) && (to === null || gmt <= to);
}

/** A price is read with a comma as well as with a point; what is no number is no price. */
function priceText(value: unknown, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  const given = text(value, '').trim().replace(',', '.');
  return findCents(given) === undefined ? '' : given;
}

function stockOf(shop: Shop, product: Product, input: Input) {
  const isAsked = truth(input.manage_stock, product.manage_stock);
  if (isAsked && product.type === 'external') {
    throw new WooError(400, 'product_external_invalid_manage_stock', 'External products cannot be stock managed.');
  }
  // A grouped product has no stock of its own: one that is sent is forgotten.
  const isManaged = isAsked && product.type !== 'grouped' && shop.settings.managesStock;
  const backorders = text(input.backorders, product.backorders);
  const quantity = isManaged ? whole(input.stock_quantity, product.stock_quantity ?? 0) : null;
  const managedStatus = (quantity ?? 0) > 0 ? 'instock' : backorders === 'no' ? 'outofstock' : 'onbackorder';
  return {
    manage_stock: isManaged,
    stock_quantity: quantity,
    stock_status: isManaged ? managedStatus : text(input.stock_status, product.stock_status),
    backorders,
  };
}

/** A SKU of a product in the bin stays taken, which WooCommerce finds out late and says in other words. */
function assertFreeOfTrash(shop: Shop, input: Input): void {
  const sku = storedSku(text(input.sku, ''));
  if (sku === '' || !shop.findProductsBySku(sku).some(({ status }) => status === 'trash')) return;
  const message = `The product with SKU (${sku}) you are trying to insert is already present in the lookup table`;
  throw new WooError(400, 'woocommerce_rest_product_not_created', message);
}

function assertUniqueSku(shop: Shop, id: number, sku: string): void {
  if (sku === '') return;
  const other = shop.findProductsBySku(sku).find((product) => product.id !== id && product.status !== 'trash');
  if (!other) return;
  throw new WooError(400, 'product_invalid_sku', 'Invalid or duplicated SKU.', {
    resource_id: other.id,
    unique_sku: `${sku}-1`,
  });
}

function assertUniqueBarcode(shop: Shop, id: number, barcode: string): void {
  if (barcode === '') return;
  const other = shop.products.all().find((product) => product.id !== id && product.global_unique_id === barcode);
  if (!other) return;
  throw new WooError(400, 'product_invalid_global_unique_id', 'Invalid or duplicated GTIN, UPC, EAN or ISBN.', {
    resource_id: other.id,
  });
}

function blankProduct(shop: Shop, parent: Product | undefined): Product {
  const stamp = shop.clock.stamp();
  return {
    id: shop.takeId(),
    name: '',
    slug: '',
    date_created: stamp.local,
    date_created_gmt: stamp.gmt,
    date_modified: stamp.local,
    date_modified_gmt: stamp.gmt,
    type: parent ? 'variation' : 'simple',
    status: 'publish',
    featured: false,
    catalog_visibility: 'visible',
    description: '',
    short_description: '',
    sku: '',
    global_unique_id: '',
    price: '',
    regular_price: '',
    sale_price: '',
    date_on_sale_from: null,
    date_on_sale_from_gmt: null,
    date_on_sale_to: null,
    date_on_sale_to_gmt: null,
    on_sale: false,
    total_sales: 0,
    virtual: false,
    downloadable: false,
    tax_status: 'taxable',
    tax_class: parent ? 'parent' : '',
    manage_stock: false,
    stock_quantity: null,
    stock_status: 'instock',
    backorders: 'no',
    low_stock_amount: null,
    sold_individually: false,
    weight: '',
    dimensions: { length: '', width: '', height: '' },
    shipping_class: '',
    shipping_class_id: 0,
    parent_id: parent?.id ?? 0,
    external_url: '',
    button_text: '',
    categories: parent ? [] : [defaultCategory.id],
    tags: [],
    images: [],
    attributes: [],
    default_attributes: [],
    grouped_products: [],
    variations: [],
    menu_order: 0,
    meta_data: [],
  };
}
