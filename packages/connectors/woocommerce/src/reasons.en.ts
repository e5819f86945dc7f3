export const en = {
  'woocommerce.unexpected_answer':
    "The shop answered, but not as WooCommerce does. A plugin or a firewall may be in between. Koppel tries again by itself; if this stays, ask the shop's administrator.",
  'woocommerce.batch_mismatch':
    'The shop answered a batch with something else than one result for each product. Koppel looks up what was written and tries again by itself.',
  'woocommerce.sku_taken':
    'The shop already uses the SKU "{sku}" for product {product}, so nothing was written. WooCommerce does not tell upper and lower case apart. Give one of the two another code, or remove the product in the shop, and try again.',
  'woocommerce.sku_taken_elsewhere':
    'The shop already uses the SKU "{sku}" for another product, so nothing was written. WooCommerce does not tell upper and lower case apart. Give one of the two another code, or remove the product in the shop, and try again.',
  'woocommerce.product_not_made':
    'The shop did not make a product with the SKU "{sku}" ({said}). Usually a product in the bin of the shop has this SKU: restore it, or delete it there for good, and try again.',
  'woocommerce.barcode_refused':
    'The shop refused the barcode of "{sku}" ({said}), so nothing was written. Correct the barcode, or switch off the sending of barcodes in the flow\'s settings.',
  'woocommerce.product_forbidden':
    'The shop refused "{sku}": {said}. The key may not change this product. Give its user the role of shop manager and the key read and write permission.',
  'woocommerce.product_refused':
    'The shop refused "{sku}": {said}. Correct the article at its source, or the settings of the flow, and try again.',
  'woocommerce.product_delayed': 'The shop could not take "{sku}": {said}. Koppel tries again by itself.',
  'woocommerce.product_missing':
    'The shop has no product with the SKU "{sku}" yet. As soon as the products flow, or a person, has made it, this is delivered by itself.',
  'woocommerce.product_in_bin':
    'The product "{sku}" is in the bin of the shop, where nobody sees it. Restore it under Products > Bin, or delete it there for good: then it is made again. This is delivered by itself after that.',
  'woocommerce.not_withdrawn':
    'The article "{sku}" is not sold any more, and the shop kept "{kept}" for "{field}" when it was to be taken off. A plug-in of the shop changes it. Take the product off in the shop by hand.',
  'woocommerce.tax_class_unknown':
    'The shop gave "{sku}" the tax class "{kept}", because it has none that is called "{taxClass}". Its VAT may be wrong. Add the class under WooCommerce > Settings > Tax > Additional tax classes, or correct the VAT rates in the settings of the flow, and try again.',
  'woocommerce.price_of_parts':
    'The shop forgets a price of "{sku}": it is a variable or grouped product, and those have the prices of their parts. Give the SKU to one of its variations or parts in the shop, or take the article out of the price list, and try again.',
  'woocommerce.stock_of_group':
    'The shop forgets the stock of "{sku}": it is a grouped product, and those have the stock of their parts. Give the SKU to one of its parts in the shop, or skip this record.',
  'woocommerce.stock_not_managed':
    'The shop keeps no stock of "{sku}", so its stock was forgotten. Switch on WooCommerce > Settings > Products > Inventory > Stock management, and try again.',
  'woocommerce.sku_search_ignored':
    'The shop was asked for the SKU "{sku}" and gave other products ("{other}"), so Koppel cannot tell what it has; nothing was written. A plug-in changes the list of products in the API: let the administrator of the shop switch that off, and run the flow again.',
  'woocommerce.target_key_invalid': '"{key}" is no key of a WooCommerce product. Report this to the makers of Koppel.',
  'woocommerce.tax_rate_missing':
    'No tax class of the shop charges {rate} % in its country ({country}); it has: {classes}. Nothing was written. Create that rate under WooCommerce > Settings > Tax, or add an entry "{rate}" with the right class to the setting "Tax classes" of the flow of products. It is delivered by itself then.',
  'woocommerce.tax_rate_several':
    'Several tax classes of the shop charge {rate} % in its country ({country}): {classes}. Nothing was written. Add an entry "{rate}" with the right one to the setting "Tax classes" of the flow of products. It is delivered by itself then.',
  'woocommerce.tax_rate_entry_unknown':
    'For {rate} % the setting "Tax classes" names "{entry}", which the shop does not have; it has: {classes}. Choose one of these for the entry "{rate}", or create the class under WooCommerce > Settings > Tax.',
  'woocommerce.tax_rate_entry_other':
    'For {rate} % the tax class "{entry}" is chosen, which charges {charged} % in the country of the shop ({country}). Keep it if that is meant; else choose another class, or correct its rate under WooCommerce > Settings > Tax.',
  'woocommerce.tax_rate_entry_twice': 'Another entry is for {rate} % too. Remove one of the two.',
  'woocommerce.price_negative':
    'The price of "{sku}" is below 0, and no shop asks that. It was not written. Correct the price at its source, then it comes again by itself.',
  'woocommerce.sale_dropped':
    'The shop has dropped the offer of "{sku}": rounded to its decimals it is not lower than the regular price. Lower the offer at its source, or take it away, then it comes again by itself.',
  'woocommerce.price_currency':
    'The price of "{sku}" is in {currency}, the shop sells in {shopCurrency}. It was not written, because it would be wrong. Choose a price list in {shopCurrency}, or another shop.',
  'woocommerce.order_status': 'The order is "{status, term}" in the shop; the flow takes {taken, terms}.',
  'woocommerce.order_over': 'The order is "{status, term}" in the shop.',
  'woocommerce.order_part': 'It is what one vendor delivers of order {order}, which is taken whole.',
  'woocommerce.order_empty': 'The order has no lines.',
  'woocommerce.payment_of_credit':
    'Order {order} is a credit with a negative total: this flow does not book what was paid back with it. Book that by hand.',
  'woocommerce.order_field_invalid':
    'Order {order} cannot be read: its field "{path}" is not what WooCommerce gives there. It was not delivered. Correct the order in the shop and save it; it is read again by itself.',
  'woocommerce.order_without_change_time':
    "The shop gave an order without its id or the time of its last change, so Koppel cannot tell where it stands. A plugin may have changed the answer. Koppel tries again by itself; if this stays, ask the shop's administrator.",
  'woocommerce.orders_unsorted':
    'The shop does not give its orders in the order of their last change, so some could be missed; nothing was taken. Update WooCommerce to 5.8 or later, or switch off the plugin that changes the order list, and test the connection.',
  'woocommerce.orders_moving':
    'The orders of the shop change faster than they can be read. What was read so far is kept; Koppel goes on by itself a little later.',

  'woocommerce.reach': 'Reach the shop',
  'woocommerce.reach_advice':
    'Open the shop URL in a browser: does the shop show? Correct the address if it does not. If it does, look in WordPress whether Settings > Permalinks is something else than "Plain".',
  'woocommerce.reached': 'The shop answers and has the WooCommerce REST API.',
  'woocommerce.reached_with_output':
    'The shop answers and has the WooCommerce REST API, but a plugin prints something before its data, which Koppel reads past: {printed}',
  'woocommerce.reached_with_mark':
    'The shop answers and has the WooCommerce REST API. A file of its theme or a plugin begins with a byte order mark, which Koppel reads past; saving that file as UTF-8 without BOM takes it away.',
  'woocommerce.without_woocommerce':
    'There is a WordPress site without WooCommerce at this address, so Koppel cannot read anything there.',
  'woocommerce.activate_advice':
    'Look under Plugins in WordPress whether WooCommerce is active. If the shop stands at another address or in a folder, correct the address.',
  'woocommerce.without_rest_api':
    'There is a site without the REST API of WordPress at this address, so Koppel cannot read anything there.',
  'woocommerce.plain_permalinks':
    'The permalinks of this WordPress site are set to "Plain", and with that its REST API has no address.',
  'woocommerce.permalinks_advice':
    'In WordPress, open Settings > Permalinks, choose anything else than "Plain", save, and test again.',
  'woocommerce.other_address': 'The shop itself stands at {address}; what you filled in is a page of it.',
  'woocommerce.redirected': 'The shop sends calls on to {target}, and keys are never sent along to another address.',
  'woocommerce.correction_advice':
    'Take over the address that is offered, fill in the secret again if it is asked for, save and test again.',
  'woocommerce.redirected_advice':
    'Open the shop URL in a browser and copy the address that it ends at. If it is the same, ask the hosting provider why calls to /wp-json are sent elsewhere.',
  'woocommerce.too_old': 'The shop has a WooCommerce older than 5.8, which cannot give orders by their last change.',
  'woocommerce.update_advice': 'Update WooCommerce to 5.8 or later, and test again.',
  'woocommerce.credentials': 'Sign in with the consumer key',
  'woocommerce.key_advice':
    'Look under WooCommerce > Settings > Advanced > REST API whether the key still stands there. If not, or to be sure, make a new one, copy both parts as they are, and test again.',
  'woocommerce.key_unknown': 'The shop does not know this consumer key. It says: {said}.',
  'woocommerce.secret_wrong':
    'The shop knows the consumer key, but the consumer secret does not belong to it. It says: {said}.',
  'woocommerce.signature_wrong':
    'The shop knows the consumer key, but not the signature of the calls: the consumer secret is wrong, or the shop calls itself by another address. It says: {said}.',
  'woocommerce.signature_advice':
    'Make a new key under WooCommerce > Settings > Advanced > REST API and copy both parts. If that does not help, fill in exactly the address that stands in WordPress under Settings > General as Site Address.',
  'woocommerce.clock_wrong':
    'The clock of the shop and that of Koppel are more than a quarter of an hour apart, so signed calls are refused. It says: {said}.',
  'woocommerce.clock_advice': 'Ask the hosting provider to set the clock of the server right. Then test again.',
  'woocommerce.key_unseen':
    'The shop takes the calls for those of a visitor: it does not know the consumer key, or its server takes the key out of them. It says: {said}.',
  'woocommerce.key_refused': 'The shop refuses this key. It says: {said}.',
  'woocommerce.key_refused_advice':
    'Give the key the permission "Read/Write" under WooCommerce > Settings > Advanced > REST API. If it has that, make a new key.',
  'woocommerce.role_missing':
    'The shop knows the key, but the user that it belongs to may not manage the shop. It says: {said}.',
  'woocommerce.role_advice':
    'Make the key for a user with the role of shop manager or administrator, or give its user that role. Then test again.',
  'woocommerce.api_locked': 'A plugin of the shop closes the REST API. It says: {said}.',
  'woocommerce.api_locked_advice':
    'Look in the settings of the security plugins of the shop for the REST API, and let calls to /wp-json/wc/v3 with a WooCommerce key pass. Then test again.',
  'woocommerce.key_known': 'The shop knows the key.',
  'woocommerce.key_known_http':
    'The shop knows the key. Its address is plain http, so every call is signed, but what is sent can be read on the way: https is better.',
  'woocommerce.key_known_proxy':
    'The shop knows the key. It does not notice that it is called by https (a proxy before it ends the encryption and does not say so), so every call is signed.',
  'woocommerce.key_known_query':
    'The shop knows the key. Its web server drops the Authorization header, so the key goes in the address of the calls, over https, as WooCommerce allows. Better is to let the hosting provider pass the header on.',
  'woocommerce.read': 'Read orders',
  'woocommerce.read_advice':
    'Give the user of the key the role of shop manager or administrator, and the key the permission "Read/Write".',
  'woocommerce.unreadable': 'The key may not read orders.',
  'woocommerce.readable': 'The key may read products and orders.',
  'woocommerce.write': 'Write products',
  'woocommerce.write_advice':
    'Change the permission of the key to "Read/Write" under WooCommerce > Settings > Advanced > REST API.',
  'woocommerce.unwritable': 'The key may read but not write, so products, stock and prices cannot be sent.',
  'woocommerce.writes_blocked':
    'Reading works, but something in front of the shop, such as a firewall or a security plugin, refuses to let anything be written: {said}. It is not about the key.',
  'woocommerce.writes_blocked_advice':
    'Ask your hosting provider, or whoever looks after the firewall or security plugin, to let POST calls to /wp-json/wc/v3 pass. Then test again.',
  'woocommerce.writable': 'The key may write products.',
  'woocommerce.settings': 'Currency and VAT',
  'woocommerce.settings_advice':
    'Give the user of the key the role of shop manager or administrator, so that Koppel can see how the shop reads prices.',
  'woocommerce.settings_hidden': 'The key may not see the settings of the shop.',
  'woocommerce.prices_no_vat': 'Prices are in {currency}. The shop calculates no VAT: its orders arrive without VAT.',
  'woocommerce.prices_with_vat': 'Prices are in {currency} and entered with VAT.',
  'woocommerce.prices_without_vat': 'Prices are in {currency} and entered without VAT.',
  'woocommerce.webhooks_forbidden':
    'The key may read the shop but not make webhooks there. Give its user the role of shop manager or administrator, and the key the permission "Read/Write"; Koppel tries again by itself. Until then the flow runs by its schedule.',
  'woocommerce.webhooks_paused':
    'Somebody paused webhooks of this flow in the shop ({topics}), so the shop does not call Koppel; the flow runs by its schedule. Set them to active, or delete them, under WooCommerce > Settings > Advanced > Webhooks: Koppel makes them again by itself.',
  'woocommerce.field_shop_url': 'Write the whole address of your shop, such as https://www.myshop.com.',
  'woocommerce.field_consumer_key': 'The consumer key begins with ck_. Copy it as WooCommerce showed it.',
  'woocommerce.field_consumer_secret':
    'The consumer secret begins with cs_. WooCommerce shows it once, when the key is made.',
} as const;
