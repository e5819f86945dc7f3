export const en = {
  'vendure.call_forbidden':
    "Vendure refused the call: {said}. Give the connection's user a role with the permissions that the manual lists, on the channel of the connection.",
  'vendure.call_fault':
    'Vendure failed on the call: {said}. That is a fault in the shop. Koppel tries again by itself; the log of the shop tells more.',
  'vendure.call_unknown':
    'Vendure does not understand the call: {said}. This version of Vendure, or a plug-in, has another API than version 3 has. Tell the makers of Koppel.',
  'vendure.call_refused':
    'Vendure refused the call: {said}. Correct the record at its source, or the settings of the flow, and try again.',
  'vendure.record_fault':
    'Vendure fails on this record while it takes others: {said}. Correct the record at its source, or look into the log of the shop, and try again.',
  'vendure.no_admin_api':
    'There is no Vendure admin API (/admin-api) at the shop address. Enter the address of the Vendure server, not that of the storefront.',
  'vendure.unexpected_answer':
    "The answer is not one of Vendure's admin API. Check that the shop address is that of the server, not of a storefront.",
  'vendure.login_refused':
    'Vendure does not know this user name with this password. Correct them in the connection; the user must be an administrator of the shop.',
  'vendure.login_without_token':
    "The log-in was accepted but gave no token. Let the shop's developer add 'bearer' to authOptions.tokenMethod in the Vendure configuration.",
  'vendure.article_missing':
    'The shop has no article with SKU {sku}. This record waits and is delivered by itself once the article is there; run the products flow, or create the article in the shop.',
  'vendure.sku_taken':
    'The article has the code "{sku}" now, which the shop already gives to another article (variant {variant}). It was not changed, because the two could not be told apart. Give one of them another code, at the source or in the shop.',
  'vendure.article_deleted':
    'The article {sku} was deleted in the shop after it was delivered there. Delete it at the source too, or create it again in the shop with the same SKU and try again. Or remove its link on its page under Records, and the next run creates it anew.',
  'vendure.article_without_id':
    'Vendure did not say under which number it created {sku}. Koppel looks it up before it tries again.',
  'vendure.tax_rate_missing':
    'No tax category of the shop charges {rate} % in its tax zone ({zone}); it has: {classes}. Nothing was written. Create that rate in Vendure under Settings, Tax rates, or add an entry "{rate}" with the right category to the setting "Tax categories" of this flow. It is delivered by itself then.',
  'vendure.tax_rate_several':
    'Several tax categories of the shop charge {rate} % in its tax zone ({zone}): {classes}. Nothing was written. Add an entry "{rate}" with the right one to the setting "Tax categories" of this flow. It is delivered by itself then.',
  'vendure.tax_rate_entry_unknown':
    'For {rate} % the setting "Tax categories" names "{entry}", which the shop does not have; it has: {classes}. Choose one of these for the entry "{rate}", or create the category in Vendure under Settings, Tax categories.',
  'vendure.tax_rate_entry_other':
    'For {rate} % the tax category "{entry}" is chosen, which charges {charged} % in the tax zone of the shop ({zone}). Keep it if that is meant; else choose another category, or correct its rate in Vendure under Settings, Tax rates.',
  'vendure.tax_rate_entry_twice': 'Another entry is for {rate} % too. Remove one of the two.',
  'vendure.price_invalid':
    'The price {amount, money, currency} of {sku} is not one that a shop can ask. Correct the price at its source.',
  'vendure.price_currency':
    'The price of {sku} is in {currency}, but the channel {channel} sells in {currencies}. Add the currency to the channel in Vendure, or give the article a price in a currency of the shop.',
  'vendure.warehouse_without_location':
    'Stock of {sku} at the warehouses {warehouses} is not offered in the shop: the table of stock locations in the settings of the flow has no row for them. Add one, or a row * for all others.',
  'vendure.stock_location_gap':
    'Vendure has several stock locations, and none bears the name of this warehouse. Choose the one where its stock stands.',
  'vendure.offer_not_taken':
    'The offer of {sku}, {amount, money, currency} without VAT, was not sent: Vendure has no offers on its prices, so only the regular price stands there. Make a promotion in Vendure for it.',
  'vendure.no_stock_location':
    'The shop has no stock location, so no stock can be written. Create one in Vendure under Settings, Stock locations.',
  'vendure.stock_location_unknown':
    'The shop has no stock location "{name}", so no stock can be written there. Choose one of these in the settings of the flow: {known}.',
  'vendure.order_field_invalid':
    'The order cannot be read: "{path}" is missing or not what Vendure gives there. Open the order in Vendure; if it looks right, tell the makers of Koppel.',
  'vendure.order_of_seller': "Order {order} is one seller's part of an order that is taken as a whole.",
  'vendure.order_state': 'Order {order} is in state "{state, term}", which the settings of the flow do not take.',
  'vendure.order_over': 'Order {order} was cancelled in the shop.',
  'vendure.refund_state': 'The refund of order {order} is "{state, term}" in the shop; it is taken once it is settled.',
  'vendure.payment_state':
    'The payment of order {order} is "{state, term}" in the shop; it is taken once it is settled.',
  'vendure.order_empty': 'Order {order} has no lines left.',

  'vendure.reach': 'Reach the shop',
  'vendure.reach_advice':
    'Check that the shop address is that of the Vendure server, that it is running, and that Koppel may reach it.',
  'vendure.reached': 'The shop answers.',
  'vendure.login': 'Log in',
  'vendure.login_advice':
    'Check user name and password by logging in to the Vendure dashboard with them, and the channel token if you entered one.',
  'vendure.not_an_administrator': 'The shop does not know this log-in as an administrator.',
  'vendure.logged_in': 'Logged in as {user}.',
  'vendure.permissions': 'Permissions',
  'vendure.permissions_advice':
    'In Vendure, open Settings, Roles, and give the role of this user the permissions that the manual lists.',
  'vendure.permissions_missing': 'On channel {channel} this user lacks: {permissions}.',
  'vendure.permitted': 'The user may read and write articles and read orders on channel {channel}.',
  'vendure.channel': 'Currency, VAT and stock location',
  'vendure.channel_advice':
    'In Vendure, open Settings, Channels, and check the currency and the default tax zone of the channel; Settings, Stock locations for the other.',
  'vendure.prices_with_vat':
    'Prices are in {currency}, VAT included; stock goes to "{location}" unless the flow says otherwise.',
  'vendure.prices_without_vat':
    'Prices are in {currency}, without VAT; stock goes to "{location}" unless the flow says otherwise.',
} as const;
