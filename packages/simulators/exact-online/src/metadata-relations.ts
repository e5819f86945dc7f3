import type { RawEndpoint } from './metadata.js';

/** The table of a sync endpoint; endpoints that are not listed have their own. */
export const syncTables: Record<string, string> = {
  'sync/CRM/Accounts': 'crm/Accounts',
  'sync/CRM/Addresses': 'crm/Addresses',
  'sync/CRM/Contacts': 'crm/Contacts',
  'sync/Inventory/ItemWarehouses': 'inventory/ItemWarehouses',
  'sync/Inventory/StockPositions': 'inventory/ItemWarehouses',
  'sync/Logistics/Items': 'logistics/Items',
  'sync/Logistics/SalesItemPrices': 'logistics/SalesItemPrices',
  'sync/Sales/SalesPriceListVolumeDiscounts': 'sales/SalesPriceListVolumeDiscounts',
  'sync/SalesInvoice/SalesInvoices': 'salesinvoice/SalesInvoiceLines',
  'sync/SalesOrder/GoodsDeliveries': 'salesorder/GoodsDeliveries',
  'sync/SalesOrder/GoodsDeliveryLines': 'salesorder/GoodsDeliveryLines',
  'sync/SalesOrder/SalesOrderHeaders': 'salesorder/SalesOrders',
  'sync/SalesOrder/SalesOrderLines': 'salesorder/SalesOrderLines',
  'sync/SalesOrder/SalesOrders': 'salesorder/SalesOrderLines',
};

/** Columns that an endpoint shows under another name. */
export const propertyAliases: Record<string, Record<string, string>> = {
  'sync/Inventory/StockPositions': {
    ItemId: 'Item',
    UnitCode: 'ItemUnit',
    UnitDescription: 'ItemUnitDescription',
    PlanningIn: 'PlannedStockIn',
    PlanningOut: 'PlannedStockOut',
  },
  'sync/SalesOrder/SalesOrderHeaders': { ID: 'OrderID' },
};

/** Endpoints whose rows are document lines with the fields of the document repeated on each. */
export const flattenedHeaders: Record<string, { table: string; foreignKey: string }> = {
  'sync/SalesOrder/SalesOrders': { table: 'salesorder/SalesOrders', foreignKey: 'OrderID' },
  'sync/SalesInvoice/SalesInvoices': { table: 'salesinvoice/SalesInvoices', foreignKey: 'InvoiceID' },
};

export const childTables: Record<string, { table: string; foreignKey: string }> = {
  'salesorder/SalesOrders.SalesOrderLines': { table: 'salesorder/SalesOrderLines', foreignKey: 'OrderID' },
  'salesinvoice/SalesInvoices.SalesInvoiceLines': { table: 'salesinvoice/SalesInvoiceLines', foreignKey: 'InvoiceID' },
  'salesentry/SalesEntries.SalesEntryLines': { table: 'salesentry/SalesEntryLines', foreignKey: 'EntryID' },
  'salesorder/GoodsDeliveries.GoodsDeliveryLines': { table: 'salesorder/GoodsDeliveryLines', foreignKey: 'EntryID' },
  'financialtransaction/BankEntries.BankEntryLines': {
    table: 'financialtransaction/BankEntryLines',
    foreignKey: 'EntryID',
  },
  'financialtransaction/CashEntries.CashEntryLines': {
    table: 'financialtransaction/CashEntryLines',
    foreignKey: 'EntryID',
  },
  'purchaseorder/PurchaseOrders.PurchaseOrderLines': {
    table: 'purchaseorder/PurchaseOrderLines',
    foreignKey: 'PurchaseOrderID',
  },
  'vat/VATCodes.VATPercentages': { table: 'vat/VATPercentages', foreignKey: 'VATCodeID' },
};

/** `bulk/` paths and the endpoint whose records they return, 1000 per page. */
export const bulkPaths: Record<string, string> = {
  'bulk/Cashflow/Receivables': 'cashflow/Receivables',
  'bulk/CRM/Accounts': 'crm/Accounts',
  'bulk/CRM/Addresses': 'crm/Addresses',
  'bulk/CRM/Contacts': 'crm/Contacts',
  'bulk/Financial/GLAccounts': 'financial/GLAccounts',
  'bulk/Logistics/Items': 'logistics/Items',
  'bulk/Logistics/SalesItemPrices': 'logistics/SalesItemPrices',
  'bulk/SalesInvoice/SalesInvoiceLines': 'salesinvoice/SalesInvoiceLines',
  'bulk/SalesInvoice/SalesInvoices': 'salesinvoice/SalesInvoices',
  'bulk/SalesOrder/GoodsDeliveries': 'salesorder/GoodsDeliveries',
  'bulk/SalesOrder/GoodsDeliveryLines': 'salesorder/GoodsDeliveryLines',
  'bulk/SalesOrder/SalesOrderLines': 'salesorder/SalesOrderLines',
  'bulk/SalesOrder/SalesOrders': 'salesorder/SalesOrders',
};

/** Endpoints that the endpoint list does not contain. */
export const extraEndpoints: Record<string, RawEndpoint> = {
  'crm/AddressStates': {
    path: '/api/v1/{division}/crm/AddressStates',
    methods: ['GET'],
    key: ['ID'],
    properties: {
      ID: { type: 'Edm.Guid' },
      Country: { type: 'Edm.String' },
      DisplayValue: { type: 'Edm.String' },
      Latitude: { type: 'Edm.Double' },
      Longitude: { type: 'Edm.Double' },
      Name: { type: 'Edm.String' },
      State: { type: 'Edm.String' },
    },
  },
  'vat/VATPercentages': {
    path: '/api/v1/{division}/vat/VATPercentages',
    methods: ['GET'],
    key: ['ID'],
    properties: {
      ID: { type: 'Edm.Guid', write: 'POST/PUT' },
      VATCodeID: { type: 'Edm.Guid', write: '' },
      LineNumber: { type: 'Edm.Int32', write: '' },
      Percentage: { type: 'Edm.Double', write: 'POST/PUT' },
      StartDate: { type: 'Edm.DateTime', write: 'POST/PUT' },
      EndDate: { type: 'Edm.DateTime', write: 'POST/PUT' },
      Type: { type: 'Edm.Int16', write: 'POST/PUT' },
    },
  },
};
