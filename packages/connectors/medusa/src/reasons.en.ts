/** Why something of Medusa is as it is. */
export const en = {
  'medusa.article_missing':
    'The shop has no article with SKU {sku}. This record waits and is delivered by itself once the article is there; run the products flow, or create the article in the shop.',
  'medusa.article_gone':
    'The article {sku} was deleted in the shop after it was delivered there. Delete it at the source too, or create it again in the shop with the same SKU and try again. Or remove its link on its page under Records, and the next run creates it anew.',
  'medusa.created_unknown':
    'Medusa did not say under which id it created {sku}. Koppel looks it up before it tries again.',
  'medusa.record_fault':
    'Medusa failed on this record (number {index} of its call) while it took the others, so it is about this one. Look at the log of the Medusa server, correct the record, and try again.',
  'medusa.tax_rate_missing':
    'The shop cannot give an article {percent} % VAT in {country}. The article waits until it can: in Medusa under Settings, Tax regions, add a rate of {percent} % for a product type, or set "VAT rate of articles" of this flow to "Leave alone".',
  'medusa.tax_country_unknown':
    'It is not known in which country the shop sells, so VAT rates cannot be compared. Give the stock location an address in Medusa, or fill in "Country of the VAT rates" in the settings of the flow.',
  'medusa.no_currency': 'The shop sells in no currency. Add one in Medusa under Settings, Store.',
  'medusa.currency_unknown':
    'The price of {sku} is in {currency}, but the shop sells in {currencies}. Add the currency in Medusa under Settings, Store, or give the article a price in a currency of the shop.',
  'medusa.price_negative':
    'The price {amount, money, currency} of {sku} is not one that a shop can ask. Correct the price at its source.',
  'medusa.warehouse_without_location':
    'Stock of {sku} at the warehouses {warehouses} is not offered in the shop: the table of stock locations in the settings of the flow has no row for them. Add one, or a row * for all others.',
  'medusa.stock_location_gap':
    'Medusa has several stock locations, and none bears the name of this warehouse. Choose the one where its stock stands.',
  'medusa.offer_not_taken':
    'The offer of {sku}, {amount, money, currency} without VAT, was not sent: Koppel writes no price lists of Medusa, so only the regular price stands there. Make a price list of the type sale in Medusa for it.',
  'medusa.no_stock_location':
    'The shop has no stock location, so no stock can be written. Create one in Medusa under Settings, Locations & Shipping.',
  'medusa.stock_location_unknown':
    'The shop has no stock location "{wanted}", so no stock can be written there. Choose one of these in the settings of the flow: {known}.',
  'medusa.stock_of_kit':
    'The stock of {sku} is that of several inventory items in Medusa, so it cannot be written as one number. Write the stock of its parts instead.',
  'medusa.stock_not_managed':
    'Medusa does not manage the stock of {sku}. Switch on "Manage inventory" for the variant, or "Sell no more than there is" in the settings of the flow.',
  'medusa.order_draft': 'Order {number} is a draft. It is taken once it is converted to an order.',
  'medusa.order_canceled': 'Order {number} was cancelled.',
  'medusa.order_payment':
    'Order {number} has the payment state "{payment, term}", which the settings of the flow do not take.',
  'medusa.order_empty': 'Order {number} has no lines left.',
  'medusa.order_unreadable':
    'The order cannot be read: "{field}" is missing or not what Medusa gives there. Open the order in Medusa; if it looks right, tell the makers of Koppel.',
  'medusa.test_reach': 'Reach the shop',
  'medusa.test_key': 'Secret API key',
  'medusa.test_read': 'Articles and orders',
  'medusa.test_shop': 'Currency, VAT and stock location',
  'medusa.reached': 'The shop answers.',
  'medusa.key_accepted': 'The key is accepted.',
  'medusa.readable': 'Articles and orders can be read.',
  'medusa.prices_without_vat':
    'Prices are in {currency} without VAT; stock goes to "{location}" unless the flow says otherwise.',
  'medusa.prices_with_vat':
    'Prices are in {currency}, VAT included; stock goes to "{location}" unless the flow says otherwise.',
  'medusa.reach_advice':
    'Check that the shop address is that of the Medusa server, that it is running, and that Koppel may reach it.',
  'medusa.key_advice':
    'In Medusa, open Settings, Secret API Keys. Check that the key is not revoked, or create a new one and enter it in the connection.',
  'medusa.read_advice': 'Check that the shop address is that of a Medusa 2 server, and look at its log.',
  'medusa.shop_advice':
    'In Medusa, open Settings, Store for the currency, and Settings, Locations & Shipping for the stock location.',
  'medusa.not_medusa':
    'There is no admin API of Medusa at the shop address. Enter the address of the Medusa server, not that of the storefront.',
} as const;
