/** What may happen with any connector: to calls, and to orders by their age and refunds. */
export const en = {
  'connector.reach': 'Reach {application}',
  'connector.step_skipped': 'Not tried, because an earlier step failed.',
  'connector.test_soon': 'Wait a little and test again.',
  'connector.test_later':
    'Test again in some minutes. If it stays, check that the application is up and that this server can reach it.',
  'connector.advice_blocked':
    'Ask your hosting provider, or whoever looks after the firewall, CDN or security plugin, to let calls with the user agent "Koppel/0.1" to the API pass. Then test again.',
  'connector.advice_page':
    'Open the address in a browser and look at what it shows: a page of maintenance, a check for robots, or another site. Correct the address, or ask the hosting provider to let calls to the API pass; then test again.',
  'connector.advice_output':
    'Let the administrator switch off showing errors of programs on the site (they belong in a log), and update or switch off the plugin that the message names. Then test again.',
  'connector.advice_certificate':
    'Let the administrator or the hosting provider renew the certificate, for exactly this address and with the whole chain. Then test again.',
  'connector.advice_address': 'Correct the address in the fields of the connection, save, and test again.',
  'connector.advice_unreachable':
    'Check that the address is written right and that it opens in a browser. If it does, ask the hosting provider whether calls from this server are let through. Then test again.',
  'connector.advice_slow':
    'Test again in some minutes. If it stays slow, ask the hosting provider why the application answers so late.',
  'connector.no_outcome': 'There is no result for {record}. Report this to the makers of Koppel.',
  'orders.before_date':
    'The order was placed on {day, date}, and the settings of this flow take orders from {from, date} on.',
  'orders.date_required':
    'Orders are to be taken since a date, so give that date; or choose another start in "Orders placed since".',
  'orders.date_unreadable':
    'The date "{said}" cannot be read, so it is not known when this was. Correct it in the shop and retry, or do by hand what this record was for and skip it.',
  'orders.before_enabled':
    'The order was placed on {day, date}, before this flow was enabled. The setting "Orders placed since" can take older orders too.',
  'orders.refunded_before_booking':
    'In the shop {amount, money, currency} of order {order} was given back before the order was booked, and no flow of this integration books that, so the order was not booked either. Enable the flow Credits and set its "Refunds to take" to all, or book both by hand and skip this.',
  'orders.refunded_whole':
    'Order {order} was given back whole before it was booked, so there is nothing to book. With the flow Credits of this integration enabled, such orders are booked together with their credit.',
  'orders.refund_too_large':
    'In the shop {amount, money, currency} of order {order} was given back, but only {left, money, currency} is left of it. Correct the order or its refund in the shop, or book it by hand and skip this.',
  'orders.total_too_fine':
    'Order {order} comes to {total, money, currency}, but {currency} has no parts of a unit, so nobody can have paid that. Set the number of decimals of the shop to 0, correct the order there and save it; or book it by hand and skip this.',
  'orders.refund_before_enabled':
    'The refund was made on {day, date}, before this flow was enabled. The setting "Refunds to take" can take older ones too.',
  'orders.refund_of_nothing': 'The refund gives no money back.',
  'orders.payment_before_enabled':
    'The payment was made on {day, date}, before this flow was enabled. The setting "Payments to take" can take older ones too.',
  'orders.refund_of_unpaid':
    'The shop has a refund of order {order}, but no payment: no money was received, so none was paid back.',
  'products.hidden': 'It is not sold any more, so it was hidden in {application}. Its history stays there.',
  'products.hidden_already':
    'It is not sold any more. It was hidden in {application} already, so nothing was done; it stays hidden when it comes back.',
  'products.sold_out':
    'It is not sold any more, so it was set out of stock in {application}: stock 0, and no orders without stock. Visitors still see it.',
  'products.sold_out_already':
    'It is not sold any more. It was out of stock in {application} already, so nothing was done.',
  'products.left':
    'It is not sold any more, and stays in {application} as it is, because the settings of this flow say so. Its price is not kept up any more, and its stock is as the flow of stock leaves it: hide it there by hand if nobody may order it.',
  'products.stock_ended': 'It is not sold any more, so its stock in {application} was set to 0.',
  'products.stock_left': 'It is not sold any more, and its stock in {application} stays as it was sent last.',
  'products.gone': 'It is not sold any more, and {application} does not have it any more either.',
  'prices.vat_rate_missing':
    'The shop keeps its prices with VAT, and the VAT rate of "{sku}" is not known, so its price was not sent: any rate would be a guess. Give the article a VAT code at its source, or fill in "VAT rate where none is known" in the settings of the flow.',
  'prices.standard_vat_rate':
    'The article "{sku}" has no VAT code, so its price was written with the {rate} % VAT of the settings of the flow. Give the article a VAT code at its source if another rate is due.',
  'prices.charged_at_other_rate':
    'The price of "{sku}" was made for {rate} % VAT, but the shop charges {charged} % for it, by its tax class "{taxClass}": the amount without VAT, or what buyers pay, is another than at the source. Make the product taxable in the shop with the tax class for {rate} %, or correct the VAT code of the article at its source.',
  'products.will_hide': 'It is not sold any more: a run hides it in the shop.',
  'products.will_sell_out': 'It is not sold any more: a run sets it out of stock in the shop.',
  'products.will_leave': 'It is not sold any more: a run leaves it in the shop as it is.',
  'products.will_end_stock': 'It is not sold any more: a run sets its stock in the shop to 0.',
  'products.name_cut':
    'Its name has {length} characters, and {most} fit, so the rest was left out. Make the name shorter at its source.',
  'products.description_cut':
    'Its description has {length} characters, and {most} fit, so the rest was left out. Make it shorter at its source.',
  'products.unit_left_out':
    'Its unit has {length} characters, and {most} fit, so it was delivered without a unit. Correct the unit at its source.',
  'products.barcode_left_out':
    'Its barcode "{barcode}" cannot be a barcode, so it was delivered without one. Correct the barcode at its source.',
  'products.barcode_refused':
    '{application} does not take the barcode "{barcode}", so it was delivered without one: it is not valid there, or another product has it. Correct the barcode at its source.',
  'http.address_invalid': "The address of {application} is not a web address. Correct it in the connection's fields.",
  'http.other_address':
    "{application} pointed to another address ({host} instead of {expected}), to which no credentials are sent. Check the address in the connection's fields.",
  'http.address_refused':
    "The address of {application} ({host}) may not be called: it is not a public address, or not https. Correct it in the connection's fields, or let the operator allow private addresses.",
  'http.stopped': 'The call to {application} was stopped. Koppel tries again by itself; a write is looked up first.',
  'http.timeout':
    '{application} did not answer within {seconds} seconds. It is busy or hard to reach. Koppel tries again by itself; a write is looked up first.',
  'http.cut':
    'The connection to {application} was cut before its answer was complete ({code}). Koppel tries again by itself; a write is looked up first.',
  'http.unreachable':
    "{application} cannot be reached ({code}): it is down, or its address is wrong. Koppel tries again by itself; if this stays, check the address in the connection's fields.",
  'http.certificate':
    'The certificate of {application} is not valid ({code}), so nothing was sent. Let its administrator correct the certificate.',
  'http.answer_too_large':
    'The answer of {application} is larger than {mebibytes} MiB, so it was not read. Ask for less at once, or let the operator raise the limit.',
  'http.unexpected_content':
    "{application} answered with something that is not the data it should give ({contentType}). It may be in maintenance, or its address is wrong. Koppel tries again by itself; if this stays, check the address in the connection's fields.",
  'http.page':
    '{application} answered with a web page instead of data: {said}. Maintenance, a check for robots or another site may stand at this address. Koppel tries again by itself.',
  'http.broken_json':
    'The data of {application} is broken: a program on it prints something into its answers. They begin with: {said}. Koppel tries again by itself.',
  'http.blocked':
    'Something in front of {application}, such as a firewall, a CDN or a security plugin, refused the call (HTTP {status}): {said}. It is not about the credentials. Koppel tries again by itself.',
  'http.redirected':
    "{application} sent the call on to {target} (HTTP {status}), which is not followed. Check the address in the connection's fields: https or http, with or without www.",
  'http.forbidden':
    '{application} refused the call (HTTP {status}): {said}. Check the credentials and the rights of the user in the connection.',
  'http.rate_limit':
    '{application} refused the call (HTTP {status}): {said}. Its limit on calls is used up. The work goes on by itself; nothing needs to be done.',
  'http.request_too_large':
    '{application} refused the call (HTTP {status}): {said}. What was sent is larger than it takes. Make the record smaller, such as its description, and try again.',
  'http.server_error':
    '{application} failed on the call (HTTP {status}): {said}. That is a fault of the application. Koppel tries again by itself.',
  'http.unavailable': '{application} is down or in maintenance (HTTP {status}): {said}. Koppel tries again by itself.',
  'http.refused':
    '{application} refused the call (HTTP {status}): {said}. Correct the record at its source, or the settings of the flow, and try again.',
  'budget.exhausted':
    "The application's limit on calls is used up. The work goes on by itself in about {seconds} seconds; nothing needs to be done.",
} as const;
