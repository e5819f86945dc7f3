import { items, mergeMeta, text, toInput, truth, whole, type Input } from './input.js';
import { findCents } from './money.js';
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
  const trashed = { ...product, status: 'trash' };
  shop.saveProduct(trashed);
  return trashed;
}

function applyProduct(shop: Shop, before: Product, input: Input): Product {
  const sku = text(input.sku, before.sku).trim();
  assertUniqueSku(shop, before.id, sku);
  const name = text(input.name, before.name);
  const dimensions = toInput(input.dimensions);
  const product: Product = {
    ...before,
    name,
    sku,
    slug: text(input.slug, before.slug || slugOf(name, before.id)),
    type: text(input.type, before.type),
    status: text(input.status, before.status),
    featured: truth(input.featured, before.featured),
    catalog_visibility: text(input.catalog_visibility, before.catalog_visibility),
    description: text(input.description, before.description),
    short_description: text(input.short_description, before.short_description),
    global_unique_id: text(input.global_unique_id, before.global_unique_id),
    virtual: truth(input.virtual, before.virtual),
    downloadable: truth(input.downloadable, before.downloadable),
    tax_status: text(input.tax_status, before.tax_status),
    tax_class: text(input.tax_class, before.tax_class).replace(/^standard$/, ''),
    sold_individually: truth(input.sold_individually, before.sold_individually),
    weight: text(input.weight, before.weight),
    dimensions: {
      length: text(dimensions.length, before.dimensions.length),
      width: text(dimensions.width, before.dimensions.width),
      height: text(dimensions.height, before.dimensions.height),
    },
    shipping_class: text(input.shipping_class, before.shipping_class),
    menu_order: whole(input.menu_order, before.menu_order),
    categories: items(input.categories, before.categories),
    tags: items(input.tags, before.tags),
    images: items(input.images, before.images),
    attributes: items(input.attributes, before.attributes),
    default_attributes: items(input.default_attributes, before.default_attributes),
    meta_data: mergeMeta(before.meta_data, input.meta_data, () => shop.takeId()),
    ...pricesOf(before, input),
  };
  return { ...product, ...stockOf(product, input), permalink: `/product/${product.slug}/` };
}

function pricesOf(before: Product, input: Input) {
  const regular = priceText(input.regular_price, before.regular_price);
  const sale = priceText(input.sale_price, before.sale_price);
  const saleCents = findCents(sale);
  const isOnSale = saleCents !== undefined && saleCents < (findCents(regular) ?? 0);
  const price = isOnSale ? sale : regular;
  return { regular_price: regular, sale_price: sale, price, on_sale: isOnSale, purchasable: price !== '' };
}

function priceText(value: unknown, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  const given = text(value, '').trim();
  return findCents(given) === undefined ? '' : given;
}

function stockOf(product: Product, input: Input) {
  const isManaged = truth(input.manage_stock, product.manage_stock);
  const backorders = text(input.backorders, product.backorders);
  const isBackorderAllowed = backorders !== 'no';
  const quantity = isManaged ? whole(input.stock_quantity, product.stock_quantity ?? 0) : null;
  const managedStatus = (quantity ?? 0) > 0 ? 'instock' : isBackorderAllowed ? 'onbackorder' : 'outofstock';
  return {
    manage_stock: isManaged,
    stock_quantity: quantity,
    stock_status: isManaged ? managedStatus : text(input.stock_status, product.stock_status),
    backorders,
    backorders_allowed: isBackorderAllowed,
    backordered: isManaged && (quantity ?? 0) < 0,
  };
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

function slugOf(name: string, id: number): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''); // prettier-ignore
  return `${words || 'product'}-${id}`;
}

function blankProduct(shop: Shop, parent: Product | undefined): Product {
  const stamp = shop.clock.stamp();
  return {
    id: shop.takeId(),
    name: parent?.name ?? '',
    slug: '',
    permalink: '',
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
    on_sale: false,
    purchasable: false,
    total_sales: 0,
    virtual: false,
    downloadable: false,
    tax_status: 'taxable',
    tax_class: '',
    manage_stock: false,
    stock_quantity: null,
    stock_status: 'instock',
    backorders: 'no',
    backorders_allowed: false,
    backordered: false,
    low_stock_amount: null,
    sold_individually: false,
    weight: '',
    dimensions: { length: '', width: '', height: '' },
    shipping_class: '',
    shipping_class_id: 0,
    parent_id: parent?.id ?? 0,
    categories: parent ? [] : [{ id: 1, name: 'Uncategorized', slug: 'uncategorized' }],
    tags: [],
    images: [],
    attributes: [],
    default_attributes: [],
    variations: [],
    menu_order: 0,
    meta_data: [],
  };
}
