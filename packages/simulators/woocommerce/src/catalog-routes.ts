import { categoryTaxonomy, createAttribute, createTerm, showAttributeTerm, showCategory, termsOf } from './catalog.js';
import { wholeList } from './collection.js';
import type { Attribute } from './records.js';
import { created, pageOf, type RestCall, type Route } from './rest.js';
import type { Shop } from './shop.js';
import { found } from './woo-error.js';

/** Categories, attributes and their terms; `/products/:id` must not match first. */
export function catalogRoutes(shop: Shop): Route[] {
  const attributeOf = ({ params }: RestCall): Attribute =>
    found(
      shop.attributes.find(Number(params.attributeId)),
      'woocommerce_rest_term_invalid',
      'Resource does not exist.',
    );
  const terms = '/products/attributes/:attributeId/terms';
  return [
    {
      method: 'get',
      path: '/products/categories',
      handle: () => pageOf(wholeList(termsOf(shop, categoryTaxonomy).map((term) => showCategory(shop, term)))),
    },
    {
      method: 'post',
      path: '/products/categories',
      handle: ({ body }) => created(showCategory(shop, createTerm(shop, categoryTaxonomy, body))),
    },
    { method: 'get', path: '/products/attributes', handle: () => pageOf(wholeList(shop.attributes.all())) },
    { method: 'post', path: '/products/attributes', handle: ({ body }) => created(createAttribute(shop, body)) },
    {
      method: 'get',
      path: terms,
      handle: (call) => pageOf(wholeList(termsOf(shop, attributeOf(call).slug).map(showAttributeTerm))),
    },
    {
      method: 'post',
      path: terms,
      handle: (call) => created(showAttributeTerm(createTerm(shop, attributeOf(call).slug, call.body))),
    },
  ];
}
