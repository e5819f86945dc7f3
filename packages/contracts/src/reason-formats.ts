import { locales, type Language } from './vocabulary.js';

/** A value that is a code, as a word. */
export function termOf(value: string, language: Language): string {
  const words: Readonly<Record<string, string>> = terms[language];
  return words[value] ?? value;
}

/** A day, or the day of an instant in UTC, as people write it; anything else as it is. */
export function formatDate(value: string, language: Language): string {
  const day = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(value)?.[0];
  const at = new Date(day ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return value;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/**
 * An amount as people write it: with the decimals of its currency, and with more where it has more, because nothing is rounded
 * away. What is no amount, or in no currency, stays as it is.
 *
 * @param amount a decimal, `11.64`
 */
export function formatMoney(amount: string, currency: string, language: Language): string {
  const parts = /^-?\d+(?:\.(\d+))?$/.exec(amount);
  if (!parts || !/^[A-Z]{3}$/.test(currency)) return `${amount} ${currency}`;
  const style = { style: 'currency', currency } as const;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat(locales[language], style).resolvedOptions();
  const given = (parts[1] ?? '').replace(/0+$/, '').length;
  const digits = given <= maximumFractionDigits ? maximumFractionDigits : Math.max(given, 2);
  const options = { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits };
  // As text: as a number it would lose digits.
  return new Intl.NumberFormat(locales[language], options).format(amount as Intl.StringNumericLiteral);
}

const termsEn = {
  product: 'product',
  stock_level: 'stock level',
  price: 'price',
  customer: 'customer',
  order: 'order',
  credit: 'credit',
  payment: 'payment',
  flow_product: 'Products',
  flow_stock_level: 'Stock levels',
  flow_price: 'Prices',
  flow_customer: 'Customers',
  flow_order: 'Orders',
  flow_credit: 'Credits',
  flow_payment: 'Payments',
  source: 'source',
  target: 'target',
  owner: 'owner',
  admin: 'admin',
  operator: 'operator',
  viewer: 'viewer',
  items: 'items',
  stock: 'warehouses and stock',
  relations: 'relations',
  sales_orders: 'sales orders',
  sales_invoices: 'sales invoices',
  ledger: 'journals, ledger accounts and sales entries',
  bank_entries: 'bank entries',
  cash_entries: 'cash entries',
  receivables: 'open items of customers',
  sales_order: 'sales order',
  sales_invoice: 'sales invoice',
  sales_entry: 'sales entry',
  sales_prices: 'sales prices',
  vat_codes: 'VAT codes',
  payment_conditions: 'payment conditions',
  currencies: 'currencies',
  webhooks: 'webhooks (Organisation, Administration)',
  shipping: 'shipping costs',
  discount: 'discounts',
  fee: 'other costs',
  voucher: 'gift cards and store credit',
  difference: 'differences of the total',
  rounding: 'rounding differences',
};

/** Words for values that are codes themselves. */
const terms: Readonly<Record<Language, Record<keyof typeof termsEn, string>>> = {
  en: termsEn,
  nl: {
    product: 'product',
    stock_level: 'voorraad',
    price: 'prijs',
    customer: 'klant',
    order: 'bestelling',
    credit: 'creditering',
    payment: 'betaling',
    flow_product: 'Producten',
    flow_stock_level: 'Voorraad',
    flow_price: 'Prijzen',
    flow_customer: 'Klanten',
    flow_order: 'Bestellingen',
    flow_credit: 'Crediteringen',
    flow_payment: 'Betalingen',
    source: 'bron',
    target: 'doel',
    owner: 'eigenaar',
    admin: 'beheerder',
    operator: 'medewerker',
    viewer: 'meekijker',
    items: 'artikelen',
    stock: 'magazijnen en voorraad',
    relations: 'relaties',
    sales_orders: 'verkooporders',
    sales_invoices: 'verkoopfacturen',
    ledger: 'dagboeken, grootboekrekeningen en verkoopboekingen',
    bank_entries: 'bankboekingen',
    cash_entries: 'kasboekingen',
    receivables: 'openstaande posten van klanten',
    sales_order: 'verkooporder',
    sales_invoice: 'verkoopfactuur',
    sales_entry: 'verkoopboeking',
    sales_prices: 'verkoopprijzen',
    vat_codes: 'btw-codes',
    payment_conditions: 'betalingscondities',
    currencies: "valuta's",
    webhooks: 'webhooks (Organisatie, Administratie)',
    shipping: 'verzendkosten',
    discount: 'kortingen',
    fee: 'overige kosten',
    voucher: 'cadeaubonnen en tegoed',
    difference: 'verschillen van het totaal',
    rounding: 'afrondingsverschillen',
  },
};
