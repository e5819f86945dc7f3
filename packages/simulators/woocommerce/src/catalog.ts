import { text, toInput, truth, whole, type Input } from './input.js';
import { slugOf, storedName } from './product-text.js';
import type { Attribute, Term } from './records.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

// What products are sorted by: categories, and attributes with their terms.

export const categoryTaxonomy = 'product_cat';
/** WordPress numbers its first terms itself; this is the category of products without one. */
export const defaultCategory: Term = {
  id: 15,
  taxonomy: categoryTaxonomy,
  name: 'Uncategorized',
  slug: 'uncategorized',
  parent: 0,
  description: '',
  menu_order: 0,
};

/** @throws WooError when the taxonomy has a term of that name */
export function createTerm(shop: Shop, taxonomy: string, input: Input): Term {
  const name = storedName(text(input.name, ''));
  if (name === '') {
    throw new WooError(400, 'rest_missing_callback_param', 'Missing parameter(s): name', { params: ['name'] });
  }
  const known = findTerm(shop, taxonomy, name);
  if (known) {
    const message = 'A term with the name provided already exists with this parent.';
    throw new WooError(400, 'term_exists', message, { resource_id: known.id });
  }
  const term: Term = {
    id: shop.takeId('term'),
    taxonomy,
    name,
    slug: text(input.slug, slugOf(name)),
    parent: whole(input.parent, 0),
    description: text(input.description, ''),
    menu_order: whole(input.menu_order, 0),
  };
  shop.terms.put(term);
  return term;
}

export function termsOf(shop: Shop, taxonomy: string): Term[] {
  return shop.terms.all().filter((term) => term.taxonomy === taxonomy);
}

function findTerm(shop: Shop, taxonomy: string, name: string): Term | undefined {
  return termsOf(shop, taxonomy).find((term) => term.name.toLowerCase() === name.toLowerCase());
}

export function createAttribute(shop: Shop, input: Input): Attribute {
  const name = text(input.name, '').trim();
  const slug = `pa_${text(input.slug, slugOf(name)).replace(/^pa_/, '')}`;
  const attribute: Attribute = {
    id: shop.takeId('attribute'),
    name,
    slug,
    type: text(input.type, 'select'),
    order_by: text(input.order_by, 'menu_order'),
    has_archives: truth(input.has_archives, false),
  };
  shop.attributes.put(attribute);
  return attribute;
}

/** A category, or a term of an attribute, as the API shows it. */
export function showCategory(shop: Shop, { taxonomy: _taxonomy, ...term }: Term): Record<string, unknown> {
  const count = shop.products.all().filter((product) => product.categories.includes(term.id)).length;
  return { ...term, display: 'default', image: null, count };
}

export function showAttributeTerm(term: Term): Record<string, unknown> {
  const { id, name, slug, description, menu_order } = term;
  return { id, name, slug, description, menu_order, count: 0 };
}

/** The categories of a product that exist; without one it is uncategorized. */
export function categoryIdsOf(shop: Shop, value: unknown, before: readonly number[]): number[] {
  if (!Array.isArray(value)) return [...before];
  const ids = value.map((each) => whole(toInput(each).id, 0));
  const known = ids.filter((id) => shop.terms.find(id)?.taxonomy === categoryTaxonomy);
  return known.length > 0 ? known : [defaultCategory.id];
}

/** An attribute of a product: which of its values the product has. */
export interface ProductAttribute {
  id: number;
  name: string;
  slug: string;
  position: number;
  visible: boolean;
  variation: boolean;
  options: string[];
}

/** A variation's value of an attribute. */
export interface VariationAttribute {
  id: number;
  name: string;
  slug: string;
  option: string;
}

/** Values of a shared attribute become terms; those of a product's own stay text. */
export function productAttribute(shop: Shop, input: Input): ProductAttribute {
  const shared = shop.attributes.find(whole(input.id, 0));
  const given = Array.isArray(input.options) ? input.options.map((option) => text(option, '')) : [];
  const options = shared
    ? given.map((option) => termNamed(shop, shared.slug, option).name).sort((a, b) => a.localeCompare(b))
    : given;
  const name = shared?.name ?? text(input.name, '');
  return {
    id: shared?.id ?? 0,
    name,
    slug: shared?.slug ?? name,
    position: whole(input.position, 0),
    visible: truth(input.visible, false),
    variation: truth(input.variation, false),
    options,
  };
}

export function variationAttribute(shop: Shop, input: Input): VariationAttribute {
  const shared = shop.attributes.find(whole(input.id, 0));
  const option = text(input.option, '');
  if (shared)
    return { id: shared.id, name: shared.name, slug: shared.slug, option: termNamed(shop, shared.slug, option).name };
  const name = text(input.name, '');
  return { id: 0, name, slug: slugOf(name), option };
}

/** The value as addresses and order lines have it: the slug of a term, or the text. */
export function attributeValue(shop: Shop, { id, slug, option }: VariationAttribute): string {
  return id === 0 ? option : termNamed(shop, slug, option).slug;
}

function termNamed(shop: Shop, taxonomy: string, name: string): Term {
  return findTerm(shop, taxonomy, storedName(name)) ?? createTerm(shop, taxonomy, { name });
}
