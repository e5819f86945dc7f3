import type { TaxRate } from '../records.js';

/** A tax rate as far as amounts depend on it. */
export type CartRate = Pick<
  TaxRate,
  'id' | 'country' | 'state' | 'rate' | 'name' | 'priority' | 'compound' | 'shipping' | 'class'
>;

/** The settings of a shop that decide on amounts. */
export interface CartSettings {
  currency: string;
  /** How many the shop computes with; `shownDecimals` where it shows another number of them since. */
  decimals: number;
  shownDecimals?: number;
  /** `woocommerce_prices_include_tax` */
  pricesIncludeTax: boolean;
  /** `woocommerce_tax_round_at_subtotal` */
  roundAtSubtotal: boolean;
  /** `woocommerce_shipping_tax_class`: `inherit` is that of the items. */
  shippingTaxClass: string;
  /** Tax classes beside the standard one, in the order of the shop. */
  taxClasses: readonly string[];
  /** Whose tax prices contain. */
  baseCountry: string;
  rates: readonly CartRate[];
}

export interface CartItem {
  name: string;
  sku: string | null;
  /** Whole, unless a plug-in sells by length or weight. */
  quantity: number;
  /** Of a piece, with or without tax as the shop enters its prices. */
  price: number;
  taxClass: string;
  isTaxable: boolean;
}

export interface CartCoupon {
  code: string;
  kind: 'percent' | 'fixed_cart' | 'fixed_product';
  amount: number;
}

/** Without tax. A negative fee is a discount on what is in the cart, and takes its share of each tax off. */
export interface CartFee {
  name: string;
  amount: number;
  taxClass: string;
  isTaxable: boolean;
}

/** What a customer is about to order. */
export interface Cart {
  /** Whose tax applies: by the shop's settings that of the delivery, of the invoice or of the shop. */
  taxCountry: string;
  isVatExempt: boolean;
  items: readonly CartItem[];
  coupons: readonly CartCoupon[];
  /** Costs without tax. */
  shipping: readonly { title: string; cost: number }[];
  fees: readonly CartFee[];
}
