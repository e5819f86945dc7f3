import { batchHandler } from './batch.js';
import { dateFilter, parseListQuery, selectPage, type ListDefaults, type Page } from './collection.js';
import { textList, truth, type Input } from './input.js';
import { toCents } from './money.js';
import { assertProductTypes, createProduct, deleteProduct, updateProduct } from './products.js';
import { storedSku } from './product-text.js';
import { showProduct, showVariation, type ViewContext } from './product-view.js';
import type { Product } from './records.js';
import { created, ok, pageOf, type RestCall, type Route } from './rest.js';
import type { Saving } from './saving.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

const productList: ListDefaults = {
  orderBy: 'date',
  order: 'desc',
  allowedOrderBy: ['date', 'id', 'include', 'title', 'slug', 'modified', 'price', 'popularity', 'rating', 'menu_order'],
};

export function productRoutes(shop: Shop, saving: Saving): Route[] {
  const saveOne = () => saving.ofOne();
  const written = (product: Product) => showProduct(shop, product, 'edit');
  const batch = batchHandler(
    {
      create: (input) => written(createProduct(shop, input)),
      update: (id, input) => written(updateProduct(shop, findProduct(shop, id, 400).id, input)),
      remove: (id) => written(deleteProduct(shop, id, true)),
    },
    saveOne,
  );
  return [
    { method: 'get', path: '/products', handle: ({ query }) => pageOf(listProducts(shop, query)) },
    {
      method: 'post',
      path: '/products',
      handle: async ({ body }) => {
        assertProductTypes(body);
        await saveOne();
        return created(written(createProduct(shop, body)));
      },
    },
    { method: 'post', path: '/products/batch', handle: batch },
    {
      method: 'get',
      path: '/products/:id',
      handle: ({ id, query }) => ok(showProduct(shop, findProduct(shop, id, 404), contextOf(query))),
    },
    {
      method: 'put',
      path: '/products/:id',
      handle: async ({ id, body }) => {
        assertProductTypes(body);
        await saveOne();
        return ok(written(updateProduct(shop, findProduct(shop, id, 400).id, body)));
      },
    },
    {
      method: 'delete',
      path: '/products/:id',
      handle: ({ id, query }) => ok(written(deleteProduct(shop, id, truth(query.force, false)))),
    },
    ...variationRoutes(shop, saveOne),
  ];
}

/** A product, not a variation: variations have a path of their own. */
function findProduct(shop: Shop, id: number, status: number): Product {
  const product = shop.products.find(id);
  if (!product) throw new WooError(status, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
  if (product.parent_id > 0 && status !== 404) {
    throw new WooError(
      404,
      'woocommerce_rest_invalid_product_id',
      'To manipulate product variations you should use the /products/<product_id>/variations/<id> endpoint.',
    );
  }
  return product;
}

function contextOf({ context }: Input): ViewContext {
  return context === 'edit' ? 'edit' : 'view';
}

function listProducts(shop: Shop, query: Input): Page<unknown> {
  const parsed = parseListQuery(query, productList);
  // As in WooCommerce: a comma separates SKUs, and the whole text is searched as well.
  const asked = [...textList(query.sku), ...(typeof query.sku === 'string' ? [query.sku] : [])];
  const skus = shop.settings.ignoresSkuSearch ? [] : asked.map(storedSku).filter((sku) => sku !== '');
  const status = typeof query.status === 'string' ? query.status : 'any';
  const type = typeof query.type === 'string' ? query.type : undefined;
  const stockStatus = typeof query.stock_status === 'string' ? query.stock_status : undefined;
  const isWithinDates = dateFilter(query);
  const candidates = skus.length > 0 ? [...new Set(skus.flatMap((sku) => shop.findProductsBySku(sku)))] : undefined;
  const page = selectPage({
    table: shop.products,
    query: parsed,
    candidates,
    sortKey: (product) => productSortKey(product, parsed.orderBy),
    matches: (product) =>
      (status === 'any' ? product.status !== 'trash' : product.status === status) &&
      (candidates !== undefined || product.parent_id === 0) &&
      (type === undefined || product.type === type) &&
      (stockStatus === undefined || product.stock_status === stockStatus) &&
      (parsed.search === '' || `${product.name} ${product.sku}`.toLowerCase().includes(parsed.search)) &&
      isWithinDates(product),
  });
  return { ...page, rows: page.rows.map((product) => showProduct(shop, product, contextOf(query))) };
}

function productSortKey(product: Product, orderBy: string): string | number {
  switch (orderBy) {
    case 'id':
      return product.id;
    case 'modified':
      return product.date_modified_gmt;
    case 'title':
      return product.name;
    case 'slug':
      return product.slug;
    case 'price':
      return toCents(product.price);
    case 'popularity':
      return product.total_sales;
    case 'menu_order':
      return product.menu_order;
    default:
      return product.date_created_gmt;
  }
}

function variationRoutes(shop: Shop, saveOne: () => Promise<void>): Route[] {
  const path = '/products/:productId/variations';
  const written = (variation: Product) => showVariation(shop, variation, 'edit');
  const parentOf = ({ params }: RestCall): Product => findProduct(shop, Number(params.productId), 404);
  const variationOf = (call: RestCall, id = call.id): Product => {
    const variation = shop.products.find(id);
    if (variation && variation.parent_id === parentOf(call).id) return variation;
    throw new WooError(404, 'woocommerce_rest_product_variation_invalid_id', 'Invalid ID.');
  };
  return [
    { method: 'get', path, handle: (call) => pageOf(listVariations(shop, parentOf(call), call.query)) },
    { method: 'post', path, handle: (call) => created(written(createProduct(shop, call.body, parentOf(call)))) },
    {
      method: 'post',
      path: `${path}/batch`,
      handle: (call) =>
        batchHandler(
          {
            create: (input) => written(createProduct(shop, input, parentOf(call))),
            update: (id, input) => written(updateProduct(shop, variationOf(call, id).id, input)),
            remove: (id) => written(deleteProduct(shop, variationOf(call, id).id, true)),
          },
          saveOne,
        )(call),
    },
    {
      method: 'get',
      path: `${path}/:id`,
      handle: (call) => ok(showVariation(shop, variationOf(call), contextOf(call.query))),
    },
    {
      method: 'put',
      path: `${path}/:id`,
      handle: (call) => ok(written(updateProduct(shop, variationOf(call).id, call.body))),
    },
    {
      method: 'delete',
      path: `${path}/:id`,
      handle: (call) => ok(written(deleteProduct(shop, variationOf(call).id, true))),
    },
  ];
}

function listVariations(shop: Shop, parent: Product, query: Input): Page<unknown> {
  const page = selectPage({
    table: shop.products,
    query: parseListQuery(query, productList),
    candidates: parent.variations.flatMap((id) => shop.products.find(id) ?? []),
    sortKey: (row) => row.id,
    matches: () => true,
  });
  return { ...page, rows: page.rows.map((row) => showVariation(shop, row, contextOf(query))) };
}
