import type { ShopSettings } from './shop-settings.js';

// The options under WooCommerce > Settings, without the texts of its screens and the choices of its lists.

export interface SettingOption {
  id: string;
  label: string;
  description: string;
  type: string;
  default: string | boolean;
  tip?: string;
  value: string;
}

/** `tip`: whether the option comes with one. */
type Row = readonly [name: string, type: string, fallback: string | boolean, tip: 'tip' | 'no tip', value?: string];

const general: readonly Row[] = [
  ['store_address', 'text', '', 'tip', 'Damrak 1'],
  ['store_address_2', 'text', '', 'tip'],
  ['store_city', 'text', '', 'tip', 'Amsterdam'],
  ['default_country', 'select', 'US:CA', 'tip'],
  ['store_postcode', 'text', '', 'tip', '1012 LG'],
  ['allowed_countries', 'select', 'all', 'tip'],
  ['all_except_countries', 'multiselect', '', 'no tip'],
  ['specific_allowed_countries', 'multiselect', '', 'no tip'],
  ['ship_to_countries', 'select', '', 'tip'],
  ['specific_ship_to_countries', 'multiselect', '', 'no tip'],
  ['default_customer_address', 'select', 'base', 'tip'],
  ['address_autocomplete_enabled', 'checkbox', 'no', 'tip'],
  ['calc_taxes', 'checkbox', 'no', 'tip'],
  ['enable_coupons', 'checkbox', 'yes', 'tip'],
  ['calc_discounts_sequentially', 'checkbox', 'no', 'tip'],
  ['currency', 'select', 'USD', 'tip'],
  ['currency_pos', 'select', 'left', 'tip'],
  ['price_thousand_sep', 'text', ',', 'tip', '.'],
  ['price_decimal_sep', 'text', '.', 'tip', ','],
  ['price_num_decimals', 'number', '2', 'tip'],
];

const tax: readonly Row[] = [
  ['prices_include_tax', 'radio', 'no', 'tip'],
  ['tax_based_on', 'select', 'shipping', 'tip'],
  ['shipping_tax_class', 'select', 'inherit', 'tip'],
  ['tax_round_at_subtotal', 'checkbox', 'no', 'no tip'],
  ['tax_classes', 'textarea', '', 'tip'],
  ['tax_display_shop', 'select', 'excl', 'no tip', 'incl'],
  ['tax_display_cart', 'select', 'excl', 'no tip', 'incl'],
  ['price_display_suffix', 'text', '', 'tip'],
  ['tax_total_display', 'select', 'itemized', 'no tip'],
];

const products: readonly Row[] = [
  ['shop_page_id', 'select', '', 'tip', '6'],
  ['cart_redirect_after_add', 'checkbox', 'no', 'no tip'],
  ['enable_ajax_add_to_cart', 'checkbox', 'yes', 'no tip'],
  ['placeholder_image', 'text', '', 'tip', '5'],
  ['weight_unit', 'select', 'lbs', 'tip', 'kg'],
  ['dimension_unit', 'select', 'in', 'tip'],
  ['enable_reviews', 'checkbox', 'yes', 'no tip'],
  ['review_rating_verification_label', 'checkbox', 'yes', 'no tip'],
  ['review_rating_verification_required', 'checkbox', 'no', 'no tip'],
  ['enable_review_rating', 'checkbox', 'yes', 'no tip'],
  ['review_rating_required', 'checkbox', 'yes', 'no tip'],
  ['manage_stock', 'checkbox', 'yes', 'no tip'],
  ['hold_stock_minutes', 'number', '60', 'no tip'],
  ['notify_low_stock', 'checkbox', 'yes', 'no tip'],
  ['notify_no_stock', 'checkbox', 'yes', 'no tip'],
  ['notify_backorder', 'checkbox', 'yes', 'no tip'],
  ['stock_email_recipient', 'text', 'admin@example.com', 'tip'],
  ['notify_low_stock_amount', 'number', '2', 'tip'],
  ['notify_no_stock_amount', 'number', '0', 'tip'],
  ['hide_out_of_stock_items', 'checkbox', 'no', 'no tip'],
  ['stock_format', 'select', '', 'tip'],
  ['file_download_method', 'select', 'force', 'tip'],
  ['downloads_redirect_fallback_allowed', 'checkbox', 'no', 'tip'],
  ['downloads_require_login', 'checkbox', 'no', 'tip'],
  ['downloads_grant_access_after_payment', 'checkbox', 'yes', 'tip'],
  ['downloads_deliver_inline', 'checkbox', false, 'tip', ''],
  ['downloads_add_hash_to_filename', 'checkbox', 'yes', 'tip'],
  ['downloads_count_partial', 'checkbox', 'yes', 'tip'],
  ['attribute_lookup_enabled', 'checkbox', 'no', 'no tip'],
  ['attribute_lookup_direct_updates', 'checkbox', 'no', 'no tip'],
  ['attribute_lookup_optimized_updates', 'checkbox', 'no', 'tip'],
  ['product_match_featured_image_by_sku', 'checkbox', 'no', 'no tip'],
];

const groups: Readonly<Record<string, readonly Row[]>> = { general, tax, products };

/** The options of one group, or undefined when there is no such group. */
export function findSettingGroup(settings: ShopSettings, group: string): SettingOption[] | undefined {
  const chosen: Readonly<Record<string, string>> = {
    default_country: settings.country,
    calc_taxes: yesNo(settings.calculateTaxes),
    currency: settings.currency,
    prices_include_tax: yesNo(settings.pricesIncludeTax),
  };
  return groups[group]?.map(([name, type, fallback, tip, value]) => ({
    id: `woocommerce_${name}`,
    label: name.replaceAll('_', ' '),
    description: '',
    type,
    default: fallback,
    value: chosen[name] ?? value ?? String(fallback),
    ...(tip === 'tip' ? { tip: '' } : {}),
  }));
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
