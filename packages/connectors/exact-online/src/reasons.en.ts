export const en = {
  'exact_online.login_ended':
    'Exact Online no longer accepts the log-in of this connection. Open the connection and choose Authorise; the flows go on where they stopped.',
  'exact_online.division_closed':
    'Exact Online does not let this user into division {division}. Either the number is wrong or the user has no access to that administration: correct the division in the connection, or let its manager in Exact Online add the user.',
  'exact_online.forbidden':
    'Exact Online refuses access to {right, term} ({said}). The user who authorised the connection lacks this right, or the app has no permission for it: give both in Exact Online, then authorise and test the connection again.',
  'exact_online.write_forbidden':
    'Exact Online lets Koppel neither create nor change {right, term} ({said}). The user who authorised the connection lacks the right to edit them, or the app has no permission to write: give both in Exact Online, then authorise and test the connection again.',
  'exact_online.blocked':
    'Exact Online refused several calls to {right, term} within an hour and blocks them for an hour after the tenth. Koppel goes on by itself after that hour; meanwhile look at the issues of this flow and correct what they name.',
  'exact_online.minute_limit':
    'Exact Online counts the calls of this minute as used up for this app and division. Koppel goes on by itself within {minutes} min; where this happens often, run the flows less often or ask Exact for a higher limit.',
  'exact_online.day_limit':
    'Exact Online counts the calls of this day as used up for this app and division. Koppel goes on by itself within {minutes} min; where this happens often, run the flows less often or ask Exact for a higher limit.',
  'exact_online.question_refused':
    'Exact Online did not understand a question about {right, term} ({said}). Nothing was lost; report this to the makers of Koppel.',
  'exact_online.not_found':
    'Exact Online does not know what was asked for at "{endpoint}". If a record was deleted there, remove its link on its page under Records: the next run looks it up, or creates it anew. Else report this to the makers of Koppel.',
  'exact_online.value_mandatory':
    'Exact Online did not take the record: "{said}" must be filled. Fill it in the shop or in the settings of the flow, then retry.',
  'exact_online.value_invalid':
    'Exact Online did not take the record: "{said}" is not valid there. Check that value in the shop and in the settings of the flow, then retry.',
  'exact_online.exists_already':
    'Exact Online did not take the record: "{said}" is there already. Look it up in Exact Online; skip this record if it is the same.',
  'exact_online.record_exists':
    'Exact Online has this record already. Look it up there; skip this one if it is the same.',
  'exact_online.record_refused':
    'Exact Online did not take the record: {said}. Check the record and the settings of the flow, then retry.',
  'exact_online.record_refused_silently':
    'Exact Online did not take the record and gave no reason. Check the record and the settings of the flow, then retry.',
  'exact_online.unexpected_answer':
    'Exact Online answered a question about "{endpoint}" with something that is not its data format. It may be in maintenance; Koppel tries again by itself.',
  'exact_online.answer_without_key':
    'Exact Online answered a new record without its {key}, so it is not certain that it was stored. Koppel looks it up before trying again.',
  'exact_online.next_page_elsewhere':
    "Exact Online's link to the next page leads to another address ({host}). Koppel does not follow it, because the log-in would go along. Check the address of the sandbox or proxy, or report this to the makers of Koppel.",
  'exact_online.currency_unknown':
    'Exact Online does not tell the currency of division {division}: the user may not see that administration. Give the user access in Exact Online and test the connection.',

  'exact_online.not_a_webshop_item': 'The item is not marked as a web-shop item in Exact Online.',
  'exact_online.not_a_sales_item': 'The item is not a sales item in Exact Online.',
  'exact_online.not_a_stock_item': 'The item has no stock in Exact Online: it is not a stock item.',
  'exact_online.item_deleted': 'The item was deleted in Exact Online.',
  'exact_online.item_not_yet_sold': 'The item is not sold before {day, date}.',
  'exact_online.item_not_sold_any_more': 'The last day on which the item is sold was {day, date}.',
  'exact_online.item_ended': 'The item has ended in Exact Online; its last price stays.',
  'exact_online.item_without_price': 'The item has no sales price in Exact Online that is valid today.',
  'exact_online.item_box_unknown':
    'Exact Online does not say the field "{column}" of item {item}, so Koppel cannot know whether the item belongs in the shop, and left it there as it is. Check the rights of the user and the licence of the administration. Then run the flow once from the start.',
  'exact_online.item_field_invalid':
    'Item {item} cannot be used: its field "{column}" is missing or not valid in Exact Online. Fill it there; the item comes again by itself.',
  'exact_online.number_unreadable':
    'The column {column} of item {item} is {value} in Exact Online, which is no number. Nothing was sent, because it would be another number. Correct it there; the item comes again by itself.',
  'exact_online.item_without_code':
    'Item {item} has no code in Exact Online, so its stock cannot be sent. Give it a code there; it comes again by itself.',
  'exact_online.price_without_vat_code':
    'The price of item {item} contains VAT, but the item has no sales VAT code that tells how much. Choose one in Exact Online; the price comes again by itself.',
  'exact_online.price_field_invalid':
    'The price of item {item} cannot be used: its {column} is missing or not valid in Exact Online. Correct it there; the price comes again by itself.',
  'exact_online.price_not_on_list':
    'Item {item} has no price on the list {list} that is valid today, so its price for all customers was sent. If it should have another one, add it to the list in Exact Online.',
  'exact_online.price_other_currency':
    'The prices of item {item} that are valid today are in {currencies}, and the flow sends {currency}: the standard sales price was sent instead. If that is not meant, give the item a price in {currency} in Exact Online.',
  'exact_online.item_price_other_currency':
    'The item has prices in {currencies} only, and the flow sends {currency}. Give it a price in {currency} in Exact Online.',
  'exact_online.price_is_zero':
    'The price of the item is 0 in Exact Online, and the settings of the flow leave such prices out.',
  'exact_online.price_zero':
    'The price of item {item} is 0 in Exact Online, so the shop would give it away. Fill in the price there and it comes again by itself; if the article is free, set "Prices of 0" in the settings of the flow to sending them.',
  'exact_online.price_negative':
    'The price of item {item} is {amount} in Exact Online. No shop asks a price below 0, so it was not sent. Correct it there; the price comes again by itself.',
  'exact_online.offer_not_lower':
    'The offer of item {item} is {amount} without VAT and its regular price {regular}, so it is no offer and was not sent. Correct one of them in Exact Online.',
  'exact_online.price_list_unknown':
    'Exact Online has no price list {code}, so no price was sent. Choose one of these in the settings of the flow: {known}.',
  'exact_online.price_list_of_groups':
    'The price list {code} has prices of item groups, not of items, so no price was sent. Choose a list of items in the settings of the flow.',
  'exact_online.price_list_currency':
    'The price list {code} is in {listCurrency}, and the flow sends prices in {currency}, so no price was sent. Choose a list in {currency} in the settings of the flow, or set "Currency of the prices" to {listCurrency} if the shop sells in that.',
  'exact_online.warehouse_unknown':
    'Exact Online has no warehouse {unknown}, so no stock was sent. Correct the setting "Warehouses" of this flow; it has: {known}.',

  'exact_online.account_missing':
    'Exact Online has no account with code {code}, under which the orders of guests are booked. Create it there or correct the setting "Customer for all guests"; the order is delivered by itself then.',
  'exact_online.chosen_account_missing':
    'Exact Online has no account with code {code}, which is chosen for this customer. Create it there or correct the setting "Customers and their accounts"; the order is delivered by itself then.',
  'exact_online.customer_several':
    'Exact Online has several accounts that may be "{name}": {accounts}. Merge them there and retry the order; or add an entry "{key}" with the right account to the setting "Customers and their accounts" of this flow.',
  'exact_online.customer_other_name':
    'The VAT number of "{name}" stands in Exact Online under another name: {accounts}. If it is the same company, add an entry "{key}" with that account to the setting "Customers and their accounts" of this flow; if not, correct the VAT number, then retry the order.',
  'exact_online.new_customer_payment_condition_unknown':
    'New customers are to get the payment condition "{code}", which Exact Online does not have. Choose another one in the setting "New customers: payment condition, by country" of this flow, and retry an order that is an issue because of it.',
  'exact_online.new_customer_vat_code_unknown':
    'New customers are to get the VAT code "{code}", which Exact Online does not have or has blocked. Choose another one in the setting "New customers: VAT code, by country" of this flow, and retry an order that is an issue because of it.',
  'exact_online.shared_debtor_missing':
    'Exact Online has no account with code {code}, on which all orders of this country are booked. Create it there or correct the setting "One customer for all orders, by country"; the order is delivered by itself then.',
  'exact_online.shared_debtor_supply':
    'Order {order} was sold without VAT to a company elsewhere in the EU ({vatNumber}). The VAT return lists it by that number, so it cannot be booked on customer {code}, which others share. Let companies have a customer of their own in the settings of this flow, then retry the order.',
  'exact_online.guest_account_required':
    'Orders of guests are to be booked on one customer: choose that customer here, or create a customer for each.',
  'exact_online.difference_item_required':
    'Differences of the total are to be booked: choose the item for them here, or let such orders wait for you.',
  'exact_online.replacement_item_required':
    'Lines without an item are to be booked on the replacement item: choose it here, or choose something else for such articles.',
  'exact_online.order_without_account':
    'Order {order} came without the account of its customer. Report this to the makers of Koppel.',
  'exact_online.account_gone':
    'The customer of order {order} was deleted in Exact Online while the order was being booked. It was not booked; retry it, and the customer is looked up or created again.',
  'exact_online.order_deleted':
    'Order {order} was deleted in Exact Online after it had been booked, and no other order there has its reference. Koppel does not book it again by itself: remove its link on its page under Records and the next run books it anew, or skip it here.',
  'exact_online.order_changed':
    'In the shop {order} was changed after it was booked: document {number} says {total, money, currency}, it now comes to {newTotal, money, currency}. Change the document in Exact Online and choose "I have done it" here; or let Koppel do so from now on, by the setting "When a booked order changes in the shop" of the flow for orders.',
  'exact_online.document_closed':
    'In the shop {order} was changed, but document {number} was delivered, invoiced or made final in Exact Online, or its period is closed. So it stays as it is: {total, money, currency}, while {order} now comes to {newTotal, money, currency}. Book the difference in Exact Online, and choose "I have done it" here; or let Koppel credit such documents and book them anew, by the setting "When such a document is no longer open" of the flow for orders, and try again.',
  'exact_online.document_closed_by_payment':
    'In the shop {order} was changed, but document {number} is paid in Exact Online, which does not let it be changed any more ({said}). So it stays as it is: {total, money, currency}, while {order} now comes to {newTotal, money, currency}. Book the difference in Exact Online, and choose "I have done it" here; or let Koppel credit such documents and book them anew, by the setting "When such a document is no longer open" of the flow for orders, and try again. Payments then stay with the document that was paid: match what is open in Exact Online.',
  'exact_online.order_over':
    'In the shop {order} was cancelled or deleted, and document {number} of {total, money, currency} still stands in Exact Online. Delete or credit it there and choose "I have done it" here; or let Koppel delete it from now on, by the setting "When a booked order is cancelled or deleted in the shop" of the flow for orders.',
  'exact_online.order_over_closed':
    'In the shop {order} was cancelled or deleted, but document {number} of {total, money, currency} was delivered, invoiced or made final in Exact Online, or its period is closed, so Koppel does not delete it. Take it back there, usually with a credit invoice, and choose "I have done it" here; or let Koppel credit such documents, by the setting "When such a document is no longer open" of the flow for orders, and try again.',
  'exact_online.removal_refused':
    'In the shop {order} was cancelled or deleted, and Exact Online does not let document {number} of {total, money, currency} be deleted ({said}). Cancel it there or take it back with a credit invoice, and choose "I have done it" here.',
  'exact_online.removal_awaits_payment':
    'In the shop {order} was cancelled or deleted, and document {number} of {total, money, currency} is paid in Exact Online, so it cannot be deleted now. Once all that was paid is paid back in the shop, the flow for payments takes the payment back, and the document is deleted by itself. Otherwise take it back there with a credit invoice and choose "I have done it" here; or let Koppel credit such documents, by the setting "When such a document is no longer open" of the flow for orders.',
  'exact_online.document_removed':
    'It was cancelled or deleted in the shop, so document {number} of {total, money, currency} was deleted in Exact Online.',
  'exact_online.document_gone_already':
    'It was cancelled or deleted in the shop, and its document had been deleted in Exact Online before.',
  'exact_online.document_left':
    'Document {number} is no longer open in Exact Online. Its lines are those of the order, so it was left as it is; a changed address does not stand on it.',
  'exact_online.document_credited':
    'It was cancelled or deleted in the shop, and document {number} of {total, money, currency} was no longer open in Exact Online, so it was credited.',
  'exact_online.document_replaced':
    'Document {number} of {total, money, currency} was no longer open in Exact Online, so it was credited and the order was booked anew as it is now.',
  'exact_online.credited_document_was_paid':
    'Document {number} was paid, and its payment stays with it. So its credit {credit} stays open in Exact Online: match it there with the document that was booked anew, or with what the customer gets back.',
  'exact_online.refund_not_booked':
    '{amount, money, currency} of order {order} was given back in the shop, and no flow of this integration books that. Enable its flow Credits, set "Refunds to take" there to all, and try again; or book the refund in Exact Online yourself and choose "I have done it" here.',
  'exact_online.credit_spread':
    'Refund {credit} gives back {amount, money, currency} of order {order} without saying of what. Book it in Exact Online yourself and skip it here; or let Koppel spread it over the VAT rates of the order, by the setting "Refunds of an amount, without lines" of this flow, and try again.',
  'exact_online.credit_without_order':
    'The document of the order that refund {credit} belongs to was deleted in Exact Online, so there is nothing to credit. Remove the link of the order on its page under Records, so that the next run books it anew, and try again; or skip the refund here.',
  'exact_online.credit_left_out': 'It is a credit, and the settings of this flow leave credits out.',
  'exact_online.credit_by_hand':
    '{order} is a credit, and the settings of this flow leave credits to you. Book it by hand in Exact Online and skip it here.',
  'exact_online.order_empty': 'All of its lines are empty: nothing was sold and nothing charged.',
  'exact_online.cost_item_not_chosen':
    'The order has "{line}", for which no item is chosen. Choose the item for {kind, term} in the settings of this flow, then retry the order.',
  'exact_online.cost_item_missing':
    'Exact Online has no item {item}, on which "{line}" is to be booked. Create it there, as a sales item without stock, or correct the item for {kind, term} in the settings of this flow; the order is delivered by itself then.',
  'exact_online.line_without_code':
    'The line "{line}" has no article code in the shop, where its product may have been deleted, so it cannot be booked on an item. Choose an item for it in the setting "Replacement item" of this flow, or give the line a code (SKU) in the shop; then retry the order.',
  'exact_online.item_code_too_long':
    'The article code "{item}" of the line "{line}" has {length} characters, and codes of Exact Online have at most {max}, so no such item can ever exist there. Choose an item for it in the setting "Replacement item" of this flow, or give the article a shorter code (SKU) in the shop; then retry the order.',
  'exact_online.item_awaited':
    'Exact Online has no item {item} ("{line}"). The order waits and is delivered by itself once an item with exactly that code exists; capitals count. Was the code of the article changed in the shop? Then open its record in the flow of products and deliver it again: the order follows. Koppel can create such items: choose so in the setting "When an article is not in Exact Online" of this flow.',
  'exact_online.item_missing':
    'Exact Online has no item {item} ("{line}"). Create an item with exactly that code, capitals count, or let Koppel create it by the setting "When an article is not in Exact Online" of this flow; then retry the order.',
  'exact_online.replacement_missing':
    'Exact Online has no item "{replacement}", which is to replace missing articles such as {item}. Correct the setting "Replacement item" of this flow, then retry the order.',
  'exact_online.new_item_group_unknown':
    'New items are to be in the item group "{value}", which Exact Online does not have. Choose another one in the setting "New items: item group" of this flow; an order that waits for it is retried then.',
  'exact_online.new_item_vat_code_unknown':
    'New items are to get the VAT code "{value}", which Exact Online does not have or has blocked. Choose another one in the setting "New items: VAT code" of this flow; an order that waits for it is retried then.',
  'exact_online.new_item_unit_unknown':
    'New items are to be counted in the unit "{value}", which Exact Online does not have. Choose another one in the setting "New items: unit" of this flow; an order that waits for it is retried then.',
  'exact_online.currency_missing':
    'The order is in {currency}, a currency that Exact Online does not have. Add it there, with its exchange rate; the order is delivered by itself then. Until then nothing of it is written, its customer neither.',
  'exact_online.price_not_calculable':
    '{quantity} pieces for {total, money, currency} together ({line}) give no price that Exact Online can calculate with. Book this order by hand and skip it here.',
  'exact_online.reference_taken':
    'Exact Online already has {document, term} {number} of {name} with the reference {reference}: {total, money, currency} of {date, date}, which does not fit this order by total, day or buyer. It was not booked. If it is another order, choose a prefix in the setting "Prefix of the order number" of this flow, then retry. If it is the same one, choose "It is the same" here: it stays as it is in Exact Online.',
  'exact_online.total_differs':
    'Order {order} would come to {inclVat, money, currency} including VAT in Exact Online, but the customer paid {shopInclVat, money, currency}. It was not booked. Check the VAT codes and the items that the settings of this flow name, then retry; or book it by hand and skip it here.',
  'exact_online.not_taken_back':
    'Order {order} cannot be booked as its receipt says, and Exact Online refuses to delete the {document, term} that was begun for it: {said}. Delete it there yourself, then look for the cause: retrying the order then tells it.',
  'exact_online.total_unexplained':
    'The lines of the order come to {sum, money, currency}, but the customer paid {total, money, currency}: {difference, money, currency} is not explained by any line. A gift card or store credit may have been used. Choose in the setting "When the total is not the sum of the lines" of this flow to book the difference, choose the item for it, then retry; or book the order by hand and skip it here.',
  'exact_online.payment_condition_unknown':
    'Exact Online has no payment condition "{condition}". Correct the setting "Payment conditions" of this flow, then retry the order.',
  'exact_online.delivery_warehouse_unknown':
    'Exact Online has no warehouse "{warehouse}". Correct the setting "Warehouse for deliveries" of this flow, then retry the order.',
  'exact_online.vat_code_other_rate':
    'The VAT code for {rate} % in {country} is not certain: the setting names code {code}, which is {percent} % in Exact Online. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_code_unknown':
    'The VAT code for {rate} % in {country} is not certain: the setting names code {code}, which Exact Online does not have. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_code_blocked':
    'The VAT code for {rate} % in {country} is not certain: the setting names code {code}, which is blocked in Exact Online. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_code_other_country':
    'The VAT code for {rate} % in {country} is not certain: the setting names code {code}, which is for the VAT of {of}. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_code_none':
    'The VAT code for {rate} % in {country} is not certain: Exact Online has no VAT code with that percentage. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_code_foreign':
    'The order carries {rate} % VAT of {country}, and Exact Online has no VAT code of {country} with that percentage. Koppel does not book it on a code of your own country by itself. Create the code there (One Stop Shop); or, if it is your own VAT that you charge there, add an entry "{key}" with your own code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_country_unclear':
    'The order goes to {country} with {rate} % VAT, and the shop does not tell whose VAT that is; Exact Online has no VAT code of {country} with that percentage. If you charge your own VAT there, add an entry "{key}" with your own code to the setting "VAT codes" of this flow; else create a code of {country} in Exact Online (One Stop Shop). Then retry the order.',
  'exact_online.vat_code_compound':
    'Several taxes were charged on top of each other, {rate} % together in {country}, and Exact Online has no VAT code with that percentage. Create one, or add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_rate_unclear':
    'The shop charged {vat, money, currency} VAT on {exclVat, money, currency} in {country} and does not say which rate that is; no VAT code of Exact Online, or more than one, gives this amount. Check the taxes of the order in the shop, or book it by hand and skip it here.',
  'exact_online.vat_zero_without_number':
    'The order goes to {country} without VAT, and the shop has no valid VAT number of the buyer, so it is no supply to a company within the EU. Add the VAT number to the order in the shop, or add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.vat_number_refused':
    'The order goes to {country} without VAT, and VIES does not know the VAT number {number} of the buyer. Ask the buyer and correct it in the shop; if it is right, add an entry "{key}" with the right code to the setting "VAT codes" of this flow. Then retry the order.',
  'exact_online.vies_silent':
    'VIES did not answer, so the VAT number {number} was taken by its form alone. If you must be sure, look it up in VIES by hand.',
  'exact_online.chamber_number':
    'The field for the VAT number holds {number}, which is a number of the Dutch Chamber of Commerce (KvK). So the customer has no VAT number from it; correct it in the shop if the buyer has one.',
  'exact_online.vat_code_ambiguous':
    'The VAT code for {rate} % in {country} is not certain: these fit, and they mean different things on the VAT return: {codes}. Add an entry "{key}" with the right code to the setting "VAT codes" of this flow, then retry the order.',
  'exact_online.no_vat_code_unusable':
    'VAT code {code} is to be used for gift cards, store credit and rounding, but Exact Online does not have it, has blocked it, or it is not 0 %. Choose another one in the setting "VAT code for what is no sale" of this flow.',
  'exact_online.no_vat_code_none':
    'The order has a gift card, store credit, a difference or a rounding line, which is no sale, and Exact Online has no VAT code of the type "No VAT" for it. Create one there, or choose a code in the setting "VAT code for what is no sale" of this flow; then retry the order.',
  'exact_online.no_vat_code_several':
    'The order has a gift card, store credit, a difference or a rounding line, which is no sale, and Exact Online has several VAT codes of the type "No VAT" for it: {codes}. Choose one in the setting "VAT code for what is no sale" of this flow, then retry the order.',
  'exact_online.vat_entry_unknown':
    'Exact Online has no VAT code {code}. Choose one of the list, or create it in Exact Online first.',
  'exact_online.vat_entry_blocked':
    'VAT code {code} is blocked in Exact Online. Choose another one, or unblock it there first.',
  'exact_online.vat_entry_other_rate':
    'VAT code {code} is {percent} % in Exact Online, and this row is for {rate} %. Choose a code of {rate} %.',
  'exact_online.vat_entry_other_country':
    'VAT code {code} is for the VAT of {country} in Exact Online, and this row is for {key}. Choose another code.',
  'exact_online.vat_entry_own_code':
    'Row "{key}" books what the shop charges in other countries on VAT code {code} of your own country, so it counts as your own VAT. Keep it if you charge your own VAT there; VAT of another country (One Stop Shop) needs a code of that country.',
  'exact_online.vat_entry_twice': '"{key}" and "{other}" are for the same VAT. Remove one of the two rows.',
  'exact_online.vat_gap_home':
    'Exact Online has no VAT code with this percentage. Create one there, or correct the rate in the shop; until then such orders become issues.',
  'exact_online.vat_gap_foreign':
    'Exact Online has no VAT code of this country with this percentage. If it is VAT of that country, create the code there (One Stop Shop); if you charge your own VAT there, choose your own code. Until then such orders become issues.',
  'exact_online.vat_gap_everywhere':
    'The shop charges this percentage in every country without a rate of its own, and does not tell whose VAT it is. If it is your own VAT, choose your own code; else give each country its rates in the shop. Until then such orders to other countries become issues.',
  'exact_online.vat_gap_several': 'Several VAT codes fit: {codes}. Choose one; until then orders get {first}.',
  'exact_online.vat_gap_zero':
    'Sales without VAT in your own country: it is not certain which VAT code is right. These fit: {codes}. Choose one if you have such sales; until then such orders become issues.',
  'exact_online.vat_gap_intra_community':
    'Sales without VAT to companies in other EU countries: it is not certain which VAT code is right. These fit: {codes}. Choose one if you have such sales; until then such orders become issues.',
  'exact_online.vat_gap_export':
    'Sales without VAT outside the EU: it is not certain which VAT code is right. These fit: {codes}. Choose one if you have such sales; until then such orders become issues.',

  'exact_online.journal_not_chosen':
    'Exact Online has several sales journals, or none, and none is chosen: {known}. Choose the one for orders of the shop in the setting "Invoices and entries: sales journal" of this flow.',
  'exact_online.journal_unknown':
    'Exact Online has no sales journal {journal}. Choose another one in the setting "Invoices and entries: sales journal" of this flow; it has: {known}.',
  'exact_online.cost_center_unknown':
    'Exact Online has no cost centre {code}. Correct the setting "Invoices and entries: cost centre" of this flow.',
  'exact_online.cost_unit_unknown':
    'Exact Online has no cost unit {code}. Correct the setting "Invoices and entries: cost unit" of this flow.',
  'exact_online.period_closed':
    '{day, date} is in period {period} of {year}, which is closed in Exact Online for its journal, and the settings of the flow for orders let what is dated there wait. Open the period there, or let it be booked in the next open period; then retry.',
  'exact_online.no_open_period':
    '{day, date} is in period {period} of {year}, which is closed in Exact Online for its journal, and no later period is open. Open one there, then retry.',
  'exact_online.booked_in_next_period':
    'The period of {day, date} is closed in Exact Online, so it was booked on {bookedOn, date}, the first day of the next open period.',
  'exact_online.layout_unknown':
    'Exact Online has no invoice layout "{layout}" any more. Choose another one in the setting "Sales invoices: layout" of this flow.',
  'exact_online.invoice_not_sent':
    'The invoice is final, but Exact Online could not send it as the settings of this flow say: {said}. Send it from Exact Online.',
  'exact_online.ledger_account_unknown':
    'Exact Online has no ledger account {code}. Choose another one in the settings of this flow.',
  'exact_online.ledger_account_blocked':
    'Ledger account {code} is blocked in Exact Online. Choose another one in the settings of this flow, or unblock it there.',
  'exact_online.ledger_account_not_chosen':
    'The order has "{line}", for which no ledger account is chosen. Choose the account for {kind, term} in the settings of this flow, then retry the order.',
  'exact_online.revenue_account_not_chosen':
    'No revenue account is chosen for "{line}". Add an entry "{key}", or "*" for all that is not listed, to the setting "Sales entries: revenue accounts" of this flow, then retry the order.',
  'exact_online.difference_account_required':
    'Differences of the total are to be booked: choose the ledger account for them here, or let such orders wait for you.',
  'exact_online.revenue_accounts_required':
    'Sales entries need a revenue account. Add an entry "*" for all sales, or one for each country and percentage.',

  'exact_online.sign_in': 'Reach Exact Online and sign in',
  'exact_online.sign_in_advice':
    'Choose Authorise on the connection and log in with the user that Koppel should work as. Check the country if that page does not know you.',
  'exact_online.no_open_division':
    'Exact Online lets Koppel in but does not say which administration is open for this user.',
  'exact_online.signed_in': 'Signed in as {user}.',
  'exact_online.division': 'Open the administration',
  'exact_online.division_advice':
    'Copy the number behind "_Division_=" from the address while the administration is open in Exact Online, or let its manager give the user access.',
  'exact_online.division_found': 'Division {division} is "{name}".',
  'exact_online.division_missing': 'This user has no division {division}. It may open, among others: {others}.',
  'exact_online.no_division_at_all': 'This user has no division {division} and may open none at all.',
  'exact_online.read': 'Read {what, term}',
  'exact_online.read_advice':
    'Give the user the right to see and edit {what, term} in Exact Online, and tick the same in the permissions of your app in the App Center. Then authorise again.',
  'exact_online.readable': 'May read {what, term}.',
  'exact_online.no_sales_journal':
    'Exact Online has no sales journal, in which invoices and sales entries stand. Create one there.',
  'exact_online.licence_unknown':
    'Exact Online does not tell this user what the licence includes. Where it lacks something, Exact Online refuses it and the order becomes an issue.',
  'exact_online.licence_does_not_name':
    'The features of the licence do not name it, though Exact Online lets this user open it. Try one order before you rely on it.',
  'exact_online.not_readable':
    'May not read {what, term}. Flows that need it will stop with that reason: give the right in Exact Online and tick it in your app if you use them. Sales entries need neither items nor stock.',
  'exact_online.licence': 'Read what the licence includes',
  'exact_online.licence_read': 'The licence includes: {features}.',
  'exact_online.document': 'Orders as {document, term}',
  'exact_online.document_allowed': 'Orders can become a {document, term}.',
  'exact_online.documents_advice':
    'Give the user the right to see, create, change and delete sales orders, sales invoices or sales entries in Exact Online, and tick the same in the permissions of your app in the App Center. Then authorise again.',
  'exact_online.no_document':
    'Exact Online allows this user none of sales orders, sales invoices and sales entries, so orders cannot be booked.',
  'exact_online.currency': 'Currency of the administration',
  'exact_online.currency_advice': 'Set the currency of the administration in Exact Online, or choose another division.',
  'exact_online.no_currency': 'Exact Online names no currency for this administration.',
  'exact_online.currency_found':
    'The administration is kept in {currency}; prices go out in it, and orders in other currencies keep theirs.',
  'exact_online.webhook_taken':
    'Exact Online calls another address ({host}) for changes of "{topic}", and takes one address for each app. If nobody uses that address any more, remove its webhook in the App Center; Koppel tries again by itself. Until then the flow runs by its schedule.',
  'exact_online.webhook_refused':
    'Exact Online does not take the address of Koppel for changes of "{topic}": {said}. The redirect URI of your app must be on {host}. Correct it in the App Center; Koppel tries again by itself. Until then the flow runs by its schedule.',
  'exact_online.field_client_id': 'Copy the Client ID as the App Center shows it: letters, digits and dashes.',
  'exact_online.field_client_secret': 'Copy the Client secret from the same page as the Client ID.',
  'exact_online.field_country':
    'Choose nl, be, fr or uk, in lower case: the country of your Exact Online address, for example start.exactonline.nl.',
  'exact_online.field_division': 'The division is a number such as 1234567, without dots or letters.',
} as const;
