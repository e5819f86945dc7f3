import { goodsDeliveryRules } from './goods-delivery.rules.js';
import { paymentEntryLineRules, paymentEntryRules } from './payment-entry.rules.js';
import { printedSalesInvoiceRules } from './printed-sales-invoice.rules.js';
import {
  accountRules,
  addressRules,
  contactRules,
  itemRules,
  itemWarehouseRules,
  salesItemPriceRules,
} from './relations.rules.js';
import { type EntityRules, refuseDuplicate } from './rules.js';
import { salesEntryLineRules, salesEntryRules } from './sales-entry.rules.js';
import { salesInvoiceLineRules, salesInvoiceRules } from './sales-invoice.rules.js';
import { salesOrderLineRules, salesOrderRules } from './sales-order.rules.js';

/** Master data with a unique code. */
function uniqueCode(table: string): EntityRules {
  return {
    complete: (context, values) => {
      refuseDuplicate(context, table, 'Code', values['Code']);
      return values;
    },
    change: (context, record, changes) => {
      refuseDuplicate(context, table, 'Code', changes['Code'], record.key);
      return changes;
    },
  };
}

const codedTables = [
  'cashflow/PaymentConditions',
  'financial/GLAccounts',
  'financial/Journals',
  'hrm/Costcenters',
  'hrm/Costunits',
  'inventory/Warehouses',
  'project/Projects',
  'vat/VATCodes',
];

const rules: Record<string, EntityRules> = {
  ...Object.fromEntries(codedTables.map((table) => [table, uniqueCode(table)])),
  'crm/Accounts': accountRules,
  'crm/Addresses': addressRules,
  'crm/Contacts': contactRules,
  'financialtransaction/BankEntries': paymentEntryRules('Bank'),
  'financialtransaction/BankEntryLines': paymentEntryLineRules('Bank'),
  'financialtransaction/CashEntries': paymentEntryRules('Cash'),
  'financialtransaction/CashEntryLines': paymentEntryLineRules('Cash'),
  'inventory/ItemWarehouses': itemWarehouseRules,
  'logistics/Items': itemRules,
  'logistics/SalesItemPrices': salesItemPriceRules,
  'salesentry/SalesEntries': salesEntryRules,
  'salesentry/SalesEntryLines': salesEntryLineRules,
  'salesinvoice/PrintedSalesInvoices': printedSalesInvoiceRules,
  'salesinvoice/SalesInvoices': salesInvoiceRules,
  'salesinvoice/SalesInvoiceLines': salesInvoiceLineRules,
  'salesorder/GoodsDeliveries': goodsDeliveryRules,
  'salesorder/SalesOrders': salesOrderRules,
  'salesorder/SalesOrderLines': salesOrderLineRules,
  'webhooks/WebhookSubscriptions': {
    complete: (context, values) => ({
      ...values,
      ClientID: context.clientId ?? null,
      Description: values['Topic'] ?? null,
    }),
  },
};

const none: EntityRules = {};

/** The rules of a table beyond the meta-data; most have none. */
export function rulesOf(table: string): EntityRules {
  return rules[table] ?? none;
}
