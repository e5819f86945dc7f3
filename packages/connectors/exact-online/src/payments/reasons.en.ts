/** Messages about payments. */
export const paymentsEn = {
  'exact_online.payment_of_sales_order':
    'Orders become sales orders in Exact Online, which have no open item to settle; their payment condition says that they are paid.',
  'exact_online.payment_not_booked':
    'The settings of this flow leave payments by "{method}" to the bank statement, so Koppel does not book them.',
  'exact_online.payments_by_condition':
    'The flow for orders books sales orders, which have no open item in Exact Online. So payments are left out, and the payment condition of an order says that it is paid: fill in the setting "Payment conditions" of the flow for orders. If payments shall be booked, let orders become final sales invoices or sales entries.',
  'exact_online.payment_journals_empty':
    'No journal is chosen, so every payment becomes an issue. Take over the proposed rows, or add one for each payment method of the shop.',
  'exact_online.payment_description_without_number':
    'The description must have the word "number" in braces, not joined to other letters, digits or hyphens: Koppel recognises a payment that is booked already by its number.',

  'exact_online.payment_method_not_listed':
    'No journal is chosen for the payment method "{method}". Add it to the setting "Journals of payments" of this flow, with none if your bank statement brings the money; then retry the payment.',
  'exact_online.payment_journal_unknown':
    'Exact Online has no journal {journal}. Choose another one in the setting "Journals of payments" of this flow.',
  'exact_online.payment_journal_wrong_type':
    'Journal {journal} of Exact Online is not for cash, a bank or a payment service, so payments cannot be booked in it. Choose another one in the setting "Journals of payments" of this flow.',
  'exact_online.payment_journal_blocked':
    'Journal {journal} is blocked in Exact Online. Choose another one in the setting "Journals of payments" of this flow, or unblock it there.',
  'exact_online.payment_journal_currency':
    'The payment is in {currency} and journal {journal} is kept in {journalCurrency} only. Let the journal take other currencies in Exact Online, or choose another one for the method in the setting "Journals of payments" of this flow; then retry the payment.',
  'exact_online.receivables_account_not_chosen':
    'Exact Online has several ledger accounts of debtors, or none, and none is chosen: {known}. Choose the one on which your invoices are open in the setting "Ledger account of debtors" of this flow.',
  'exact_online.receivables_account_unusable':
    'Ledger account {code} does not exist in Exact Online, is blocked, or is not of the type debtors. Choose another one in the setting "Ledger account of debtors" of this flow; there are: {known}.',

  'exact_online.payment_without_document':
    'Payment {payment} settles {document}, whose document was deleted in Exact Online. Remove the link of {document} on its page under Records, so that the next run books it anew, and retry the payment; or skip the payment here.',
  'exact_online.payment_of_booked_order':
    'Payment {payment} settles {document}, which is a sales order in Exact Online and has no open item. Settle its invoice there yourself, and skip the payment here.',
  'exact_online.payment_awaits_invoice':
    'The invoice of {document} is a draft in Exact Online, so nothing of it is open yet. Payment {payment} waits, and is booked by itself once the invoice is final.',
  'exact_online.payment_nothing_open':
    'Payment {payment} of {amount, money, currency} was not booked, because {open, money, currency} of invoice {invoice} is open in Exact Online: somebody has settled it already, or booked it otherwise. If it is settled, skip the payment here; if your bank statement brings this money, choose none for its method in the setting "Journals of payments" of this flow.',
  'exact_online.payment_not_settled':
    'Payment {payment} of {amount, money, currency} was booked, and did not settle invoice {invoice} in Exact Online: {before, money, currency} of it was open before, and {after, money, currency} after. So Koppel deleted the entry again. If more was open after than before, choose the other value in the setting "Sign of money that comes in" of this flow, and retry the payment; else book it in Exact Online yourself and skip it here.',
  'exact_online.payment_not_taken_back':
    'Payment {payment} of {amount, money, currency} was booked as entry {entry} and did not settle its invoice, and Exact Online does not let that entry be deleted ({said}). Correct it there and skip the payment here; or delete it there and retry.',
  'exact_online.payment_in_shared_entry':
    'Payment {payment} of {amount, money, currency} stands in entry {entry} of Exact Online and did not settle its invoice. That entry has other lines too, so Koppel does not delete it. Correct it there and skip the payment here.',
  'exact_online.payment_number_taken':
    'Entry {number} in Exact Online has the number of payment {payment} in its description and comes to {booked, money, currency}, while the payment is {amount, money, currency}. If it is this payment, choose "It is the same" here; if it is one of another shop, give this shop a prefix of its own by the setting "Prefix of the order number" of the flow for orders, and retry.',
  'exact_online.payment_deleted':
    'The entry of payment {payment} was deleted in Exact Online after it had been booked. Koppel does not book it again by itself: remove its link on its page under Records and the next run books it anew, or skip it here.',
  'exact_online.payment_leaves_open': '{open, money, currency} of invoice {invoice} stays open after this payment.',
  'exact_online.payment_exceeds_open':
    'The payment is {open, money, currency} more than was open of invoice {invoice}. That amount is left on the account of the customer in Exact Online.',
  'exact_online.payment_not_matched':
    'Nothing of invoice {invoice} is owed any more, but Exact Online did not match it with its payments. Match them there.',

  'exact_online.payment_removed':
    'All that was received for the order was given back, so entry {entry} of {amount, money, currency} was deleted in Exact Online.',
  'exact_online.payment_gone_already':
    'All that was received for the order was given back, and its entry had been deleted in Exact Online before.',
  'exact_online.payment_removal_refused':
    'All that was received for the order was given back, and Exact Online does not let entry {entry} of {amount, money, currency}, which is payment {payment}, be deleted ({said}). Take it back there yourself, and choose "I have done it" here.',
  'exact_online.payment_entry_shared':
    'All that was received for the order was given back, but entry {entry} of payment {payment}, {amount, money, currency} together, has other lines in Exact Online too, or another description now, so Koppel does not delete it. Take the payment back there yourself, and choose "I have done it" here.',

  'exact_online.payment_journal_gap':
    'It is not certain in which journal these payments belong. Choose one, or none where your bank statement brings the money; until then such payments become issues.',
  'exact_online.payments_not_readable':
    'May not read {what, term}, so payments cannot be booked. Give the right in Exact Online and tick it in your app, if Koppel shall book them.',
} as const;
