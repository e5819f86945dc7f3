import type { TaxRate } from './records.js';

/** The options under WooCommerce > Settings. */
export interface ShopSettings {
  title: string;
  currency: string;
  /** ISO 3166 code of the shop's home country. */
  country: string;
  calculateTaxes: boolean;
  pricesIncludeTax: boolean;
  timeZone: string;
  paymentMethods: readonly PaymentMethod[];
  /** Oldest first. */
  coupons: readonly Coupon[];
  /** Order statuses that plug-ins add, with their labels. */
  addedOrderStatuses: Readonly<Record<string, string>>;
  /** Whether the shop keeps stock at all: WooCommerce > Settings > Products > Inventory. */
  managesStock: boolean;
  /** The standard one first, as the API gives them. */
  taxClasses: readonly TaxClass[];
  /** True: a plug-in drops the tax class that a product is given. */
  dropsTaxClasses: boolean;
  /** True: a plug-in drops the question for SKUs, so that the list has all products. */
  ignoresSkuSearch: boolean;
  /** From an empty shop on; percentages as decimal texts. */
  taxRates: readonly Pick<TaxRate, 'country' | 'rate' | 'class' | 'name'>[];
}

export interface TaxClass {
  slug: string;
  name: string;
}

/** A way to pay, as check-out shows it. `methodTitle`: what WooCommerce itself calls it. */
export interface PaymentMethod {
  id: string;
  title: string;
  methodTitle: string;
  isEnabled: boolean;
  /** Added to the page that thanks the buyer. */
  instructions?: string;
}

/** A discount code. Orders made through the API take those of kind `percent`. */
export interface Coupon {
  code: string;
  kind: 'percent' | 'fixed_cart' | 'fixed_product';
  amount: string;
}

const standardRates: readonly (readonly [country: string, rate: string])[] = [
  ['NL', '21'], ['BE', '21'], ['DE', '19'], ['FR', '20'], ['IE', '23'], ['ES', '21'], ['PT', '23'], ['IT', '22'],
  ['DK', '25'], ['LT', '21'], ['PL', '23'], ['SE', '25'], ['FI', '25.5'], ['AT', '20'],
]; // prettier-ignore

/** Dutch rates and the standard rates of other EU countries. */
const europeanRates: ShopSettings['taxRates'] = [
  ...standardRates.map(([country, rate]) => ({ country, rate, class: 'standard', name: `${rate}% VAT` })),
  { country: 'NL', rate: '9', class: 'reduced-rate', name: '9% VAT' },
  { country: 'NL', rate: '0', class: 'zero-rate', name: '0% VAT' },
];

/** What a new shop has, in the language that it was installed in. */
const standardTaxClasses: ShopSettings['taxClasses'] = [
  { slug: 'standard', name: 'Standard rate' },
  { slug: 'reduced-rate', name: 'Reduced rate' },
  { slug: 'zero-rate', name: 'Zero rate' },
];

/** The version whose answers this shop was held to. */
export const wooCommerceVersion = '11.0.1';

export const defaultSettings: ShopSettings = {
  title: 'Sandbox Gift Shop',
  currency: 'EUR',
  country: 'NL',
  calculateTaxes: true,
  pricesIncludeTax: false,
  timeZone: 'Europe/Amsterdam',
  paymentMethods: [
    { id: 'bacs', title: 'Direct bank transfer', methodTitle: 'Direct bank transfer', isEnabled: true },
    { id: 'ideal', title: 'iDEAL', methodTitle: 'iDEAL', isEnabled: true },
    { id: 'cheque', title: 'Check payments', methodTitle: 'Check payments', isEnabled: false },
    { id: 'cod', title: 'Cash on delivery', methodTitle: 'Cash on delivery', isEnabled: false },
  ],
  coupons: [{ code: 'welcome10', kind: 'percent', amount: '10.00' }],
  addedOrderStatuses: {},
  managesStock: true,
  taxClasses: standardTaxClasses,
  dropsTaxClasses: false,
  ignoresSkuSearch: false,
  taxRates: europeanRates,
};

/** The table of tax rates; the first of a country and class counts. */
export function createTaxRates({ taxRates }: ShopSettings): TaxRate[] {
  return taxRates.map((rate, index) => ({
    ...rate,
    id: index + 1,
    state: '',
    postcode: '',
    city: '',
    postcodes: [],
    cities: [],
    rate: withFourDecimals(rate.rate),
    priority: 1,
    compound: false,
    shipping: true,
    order: 0,
  }));
}

function withFourDecimals(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
}

/** The statuses that orders can have, with their labels; the draft of an unfinished check-out comes last. */
export function orderStatusNames({ addedOrderStatuses }: ShopSettings): Record<string, string> {
  return {
    pending: 'Pending payment',
    processing: 'Processing',
    'on-hold': 'On hold',
    completed: 'Completed',
    cancelled: 'Cancelled',
    refunded: 'Refunded',
    failed: 'Failed',
    ...addedOrderStatuses,
    'checkout-draft': 'Draft',
  };
}
