import type { ProductAttribute, VariationAttribute } from './catalog.js';

/** The records of the shop, as they are stored: nearly in the shape that the REST API v3 gives them. */
export interface MetaDatum {
  id: number;
  key: string;
  value: unknown;
}

/** Meta data of an order's line, with its name and value as screens show them. */
export interface LineMetaDatum extends MetaDatum {
  display_key: string;
  display_value: unknown;
}

export interface Dated {
  date_created: string;
  date_created_gmt: string;
  date_modified: string;
  date_modified_gmt: string;
}

export interface Product extends Dated {
  id: number;
  name: string;
  slug: string;
  type: string;
  status: string;
  featured: boolean;
  catalog_visibility: string;
  description: string;
  short_description: string;
  sku: string;
  global_unique_id: string;
  /** What the product costs now; that of variable and grouped products is derived from others. */
  price: string;
  regular_price: string;
  sale_price: string;
  date_on_sale_from: string | null;
  date_on_sale_from_gmt: string | null;
  date_on_sale_to: string | null;
  date_on_sale_to_gmt: string | null;
  on_sale: boolean;
  total_sales: number;
  virtual: boolean;
  downloadable: boolean;
  tax_status: string;
  tax_class: string;
  manage_stock: boolean;
  stock_quantity: number | null;
  stock_status: string;
  backorders: string;
  low_stock_amount: number | null;
  sold_individually: boolean;
  weight: string;
  dimensions: { length: string; width: string; height: string };
  shipping_class: string;
  shipping_class_id: number;
  parent_id: number;
  external_url: string;
  button_text: string;
  /** Ids. */
  categories: number[];
  tags: unknown[];
  images: unknown[];
  attributes: (ProductAttribute | VariationAttribute)[];
  default_attributes: unknown[];
  grouped_products: number[];
  /** Ids of the variations of a variable product. */
  variations: number[];
  menu_order: number;
  meta_data: MetaDatum[];
}

/** A category, or a value of an attribute. */
export interface Term {
  id: number;
  /** `product_cat`, or the slug of an attribute. */
  taxonomy: string;
  name: string;
  slug: string;
  parent: number;
  description: string;
  menu_order: number;
}

export interface Attribute {
  id: number;
  name: string;
  slug: string;
  type: string;
  order_by: string;
  has_archives: boolean;
}

export interface Address {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  phone: string;
}

export interface BillingAddress extends Address {
  email: string;
}

export interface Customer {
  id: number;
  date_created: string;
  date_created_gmt: string;
  date_modified: string | null;
  date_modified_gmt: string | null;
  email: string;
  first_name: string;
  last_name: string;
  role: string;
  username: string;
  billing: BillingAddress;
  shipping: Address;
  is_paying_customer: boolean;
  avatar_url: string;
  meta_data: MetaDatum[];
}

export interface LineTax {
  /** Id of the tax rate. */
  id: number;
  total: string;
  subtotal: string;
}

export interface OrderLine {
  id: number;
  name: string;
  product_id: number;
  variation_id: number;
  quantity: number;
  tax_class: string;
  subtotal: string;
  subtotal_tax: string;
  total: string;
  total_tax: string;
  taxes: LineTax[];
  meta_data: LineMetaDatum[];
  sku: string | null;
  global_unique_id: string | null;
  /** A number, as in WooCommerce: the total divided by the quantity. */
  price: number;
  image: { id: string | number; src: string };
  parent_name: string | null;
}

export interface ShippingLine {
  id: number;
  method_title: string;
  method_id: string;
  instance_id: string;
  total: string;
  total_tax: string;
  taxes: LineTax[];
  tax_status: string;
  meta_data: LineMetaDatum[];
}

export interface FeeLine {
  id: number;
  name: string;
  tax_class: string;
  tax_status: string;
  amount: string;
  total: string;
  total_tax: string;
  taxes: LineTax[];
  meta_data: LineMetaDatum[];
}

export interface CouponLine {
  id: number;
  code: string;
  discount: string;
  discount_tax: string;
  meta_data: MetaDatum[];
}

export interface OrderTaxLine {
  id: number;
  rate_code: string;
  rate_id: number;
  label: string;
  compound: boolean;
  tax_total: string;
  shipping_tax_total: string;
  rate_percent: number;
  meta_data: MetaDatum[];
}

export interface Order extends Dated {
  id: number;
  parent_id: number;
  number: string;
  order_key: string;
  created_via: string;
  version: string;
  status: string;
  currency: string;
  currency_symbol: string;
  prices_include_tax: boolean;
  discount_total: string;
  discount_tax: string;
  shipping_total: string;
  shipping_tax: string;
  cart_tax: string;
  total: string;
  total_tax: string;
  /** 0 for a guest. */
  customer_id: number;
  customer_ip_address: string;
  customer_user_agent: string;
  customer_note: string;
  billing: BillingAddress;
  shipping: Address;
  payment_method: string;
  payment_method_title: string;
  transaction_id: string;
  date_paid: string | null;
  date_paid_gmt: string | null;
  date_completed: string | null;
  date_completed_gmt: string | null;
  cart_hash: string;
  meta_data: MetaDatum[];
  line_items: OrderLine[];
  tax_lines: OrderTaxLine[];
  shipping_lines: ShippingLine[];
  fee_lines: FeeLine[];
  coupon_lines: CouponLine[];
  refunds: { id: number; reason: string; total: string; total_tax: string }[];
  payment_url: string;
  is_editable: boolean;
  needs_payment: boolean;
  needs_processing: boolean;
}

/** Money given back for an order: amounts of lines are negative, `amount` is not. */
export interface Refund {
  id: number;
  parent_id: number;
  date_created: string;
  date_created_gmt: string;
  amount: string;
  reason: string;
  refunded_by: number;
  refunded_payment: boolean;
  meta_data: MetaDatum[];
  line_items: OrderLine[];
  shipping_lines: ShippingLine[];
  tax_lines: OrderTaxLine[];
  fee_lines: FeeLine[];
}

export interface OrderNote {
  id: number;
  order_id: number;
  author: string;
  date_created: string;
  date_created_gmt: string;
  note: string;
  customer_note: boolean;
}

export interface Webhook {
  id: number;
  name: string;
  /** `active`, `paused` or `disabled`. */
  status: string;
  topic: string;
  resource: string;
  event: string;
  hooks: string[];
  delivery_url: string;
  secret: string;
  failure_count: number;
  date_created: string;
  date_created_gmt: string;
  date_modified: string | null;
  date_modified_gmt: string | null;
}

export interface TaxRate {
  id: number;
  country: string;
  state: string;
  postcode: string;
  city: string;
  postcodes: string[];
  cities: string[];
  /** Percent with four decimals. */
  rate: string;
  name: string;
  priority: number;
  compound: boolean;
  shipping: boolean;
  order: number;
  class: string;
}

export interface RecordKinds {
  products: Product;
  orders: Order;
  customers: Customer;
  webhooks: Webhook;
  taxes: TaxRate;
}
