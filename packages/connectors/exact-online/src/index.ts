import { defineConnector, perDay, perMinute, runChecks, vies } from '@koppel/connector-sdk';
import {
  exactAccountKey,
  exactAuthentication,
  exactBaseUrl,
  exactOnlineFields,
  exactBudgetKey,
  exactRateSources,
} from './auth.js';
import {
  listChargeItems,
  listCostCenters,
  listCostUnits,
  listCurrencies,
  listCustomers,
  listInvoiceLayouts,
  listItemGroups,
  listLedgerAccounts,
  listPaymentConditions,
  listPaymentJournals,
  listPriceLists,
  listReceivablesAccounts,
  listSalesJournals,
  listUnits,
  listVatCodes,
  listWarehouses,
} from './choices.js';
import { checks } from './connection-test.js';
import { creditWriter } from './credits.js';
import { customerWriter } from './customers.js';
import { listDocumentTypes } from './document-offers.js';
import { listItemVatRates } from './item-vat-rates.js';
import { hooks } from './hooks.js';
import { itemWriter } from './item-writer.js';
import { logoSvg } from './logo.js';
import { orderWriter } from './orders.js';
import { proposePaymentConditions } from './payments/condition-proposal.js';
import { proposePaymentJournals } from './payments/payment-proposal.js';
import { paymentWriter } from './payments/payments.js';
import { priceReader } from './prices.js';
import { productReader } from './products.js';
import { reasons } from './reasons.js';
import { isOwnRefusal } from './refusals.js';
import { stockReader } from './stock.js';
import { dutch } from './texts.nl.js';
import { proposeVatTable } from './vat-proposal.js';

/** Exact Online: accounting and ERP, through its REST API. */
export const exactOnline = defineConnector({
  id: 'exact-online',
  name: 'Exact Online',
  roles: ['books', 'catalogue', 'logistics'],
  summary: 'Accounting and stock in the cloud, in the Netherlands, Belgium, France and the United Kingdom.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields: exactOnlineFields,
  authentication: exactAuthentication,
  baseUrl: exactBaseUrl,
  limits: () => ({ windows: { minute: perMinute(60), day: perDay(5000) }, concurrency: 4 }),
  rateSources: exactRateSources,
  budgetKey: exactBudgetKey,
  accountKey: exactAccountKey,
  isOwnRefusal,
  services: [vies],
  // Until the first step has asked, the chosen administration stands for the one that is open.
  test: (context) => runChecks(checks, context, { currentDivision: String(context.fields['division']) }),
  choices: {
    warehouses: listWarehouses,
    vat_codes: listVatCodes,
    payment_conditions: listPaymentConditions,
    price_lists: listPriceLists,
    currencies: listCurrencies,
    items: listChargeItems,
    item_groups: listItemGroups,
    units: listUnits,
    customers: listCustomers,
    document_types: listDocumentTypes,
    invoice_layouts: listInvoiceLayouts,
    sales_journals: listSalesJournals,
    ledger_accounts: listLedgerAccounts,
    payment_journals: listPaymentJournals,
    receivables_accounts: listReceivablesAccounts,
    cost_centers: listCostCenters,
    cost_units: listCostUnits,
    item_vat_rates: listItemVatRates,
  },
  proposals: {
    vat_codes: proposeVatTable,
    payment_journals: proposePaymentJournals,
    payment_conditions: proposePaymentConditions,
  },
  hooks,
  readers: { product: productReader, stock_level: stockReader, price: priceReader },
  writers: {
    product: itemWriter,
    customer: customerWriter,
    order: orderWriter,
    credit: creditWriter,
    payment: paymentWriter,
  },
});
