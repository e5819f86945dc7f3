import { createOrder } from './orders.js';
import type { Order, Product } from './records.js';
import { toCents, toDecimal } from './money.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

export interface PlaceOrderOptions {
  /** 1 to 4 at random by default. */
  lineCount?: number;
  /** SKUs to order; random by default. */
  skus?: string[];
  email?: string;
  couponCode?: string;
}

const people = [
  ['Sanne', 'de Vries', 'Prinsengracht', '1015 DX', 'Amsterdam', 'NL'],
  ['Daan', 'Bakker', 'Oudegracht', '3511 AE', 'Utrecht', 'NL'],
  ['Emma', 'Visser', 'Coolsingel', '3011 AD', 'Rotterdam', 'NL'],
  ['Lotte', 'Peeters', 'Meir', '2000', 'Antwerpen', 'BE'],
  ['Jonas', 'Weber', 'Königsallee', '40212', 'Düsseldorf', 'DE'],
] as const;

/** Places an order as a visitor does: existing products, an address, shipping and a payment. Reduces stock. */
export function placeOrder(shop: Shop, options: PlaceOrderOptions = {}): Order {
  const products = chooseProducts(shop, options);
  const [firstName, lastName, street, postcode, city, country] = people[randomBelow(people.length)] ?? people[0];
  const address = {
    first_name: firstName,
    last_name: lastName,
    address_1: `${street} ${1 + randomBelow(200)}`,
    postcode,
    city,
    country,
  };
  const email = options.email ?? `${firstName}.${lastName.replaceAll(' ', '')}@example.com`.toLowerCase();
  const isIdeal = randomBelow(2) === 0;
  const lines = products.map((product) => ({ product, quantity: 1 + randomBelow(3) }));
  const goodsCents = lines.reduce((sum, line) => sum + line.quantity * toCents(line.product.price), 0);
  return createOrder(
    shop,
    {
      status: 'processing',
      customer_id: shop.findCustomerByEmail(email)?.id ?? 0,
      billing: { ...address, email, phone: '+31 20 555 0100' },
      shipping: address,
      payment_method: isIdeal ? 'ideal' : 'bacs',
      payment_method_title: isIdeal ? 'iDEAL' : 'Direct bank transfer',
      line_items: lines.map(({ product, quantity }) =>
        product.parent_id > 0
          ? { product_id: product.parent_id, variation_id: product.id, quantity }
          : { product_id: product.id, quantity },
      ),
      shipping_lines: [
        { method_title: 'Flat rate', method_id: 'flat_rate', total: toDecimal(goodsCents >= 5_000 ? 0 : 495) },
      ],
      coupon_lines: options.couponCode === undefined ? [] : [{ code: options.couponCode }],
    },
    'checkout',
  );
}

function chooseProducts(shop: Shop, options: PlaceOrderOptions): Product[] {
  if (options.skus) {
    return options.skus.map((sku) => {
      const [product] = shop.findProductsBySku(sku);
      if (!product) throw new WooError(404, 'simulator_unknown_sku', `The shop has no product with the SKU "${sku}".`);
      return product;
    });
  }
  const offered = shop.products.all().filter(isOffered);
  if (offered.length === 0) {
    const message = 'There is nothing to order: no published product has a price and stock. Add products first.';
    throw new WooError(409, 'simulator_no_products', message);
  }
  const wanted = Math.min(options.lineCount ?? 1 + randomBelow(4), offered.length);
  const chosen = new Set<Product>();
  while (chosen.size < wanted) {
    const product = offered[randomBelow(offered.length)];
    if (product) chosen.add(product);
  }
  return [...chosen];
}

function isOffered(product: Product): boolean {
  const isInStock = product.stock_status !== 'outofstock';
  return product.status === 'publish' && product.type !== 'variable' && isInStock && toCents(product.price) > 0;
}

function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}
