import { badRequest, mandatory } from '../errors.js';
import type { Row, Stored } from '../store/row.js';
import { termsOf } from './document-header.js';
import { amountDigits, completeItemLine, forgetCalculated } from './document-lines.js';
import { documentTotals } from './line-amounts.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid, refuseDeletion } from './rules.js';

const orders = 'salesorder/SalesOrders';
const lines = 'salesorder/SalesOrderLines';
const vatAmountColumn = 'VATAmount';

const statuses: Record<number, string> = { 12: 'Open', 20: 'Partial', 21: 'Complete', 45: 'Cancelled' };

export function orderStatus(status: number): Row {
  return { Status: status, StatusDescription: statuses[status] ?? null };
}

function accountNames(context: WriteContext, values: Row): Row {
  const names: Row = {};
  for (const column of ['OrderedBy', 'DeliverTo', 'InvoiceTo']) {
    const key = values[column] ?? values['OrderedBy'];
    const account = getReferenced(context, 'crm/Accounts', key, column);
    names[column] = account.key;
    names[`${column}Name`] = account.row['Name'] ?? null;
  }
  return names;
}

/** Delivery address and contact person of an order must exist; the address is one of the account's. */
function checkRecipients(context: WriteContext, values: Row): void {
  const {
    OrderedBy: orderedBy,
    DeliverTo: deliverTo,
    DeliveryAddress: address,
    OrderedByContactPerson: person,
  } = values;
  if (person) getReferenced(context, 'crm/Contacts', person, 'OrderedByContactPerson');
  if (!address) return;
  const { row } = getReferenced(context, 'crm/Addresses', address, 'DeliveryAddress');
  if (row['Account'] !== (deliverTo ?? orderedBy)) throw badRequest('Invalid: Reference: DeliveryAddress');
}

function references(context: WriteContext, values: Row, account: Row): Row {
  const { company } = context;
  checkRecipients(context, values);
  const warehouse = values['WarehouseID']
    ? getReferenced(context, 'inventory/Warehouses', values['WarehouseID'], 'WarehouseID')
    : company.table('inventory/Warehouses').findFirstBy('Main', 1);
  const shipping = values['ShippingMethod']
    ? getReferenced(context, 'sales/ShippingMethods', values['ShippingMethod'], 'ShippingMethod')
    : undefined;
  return {
    WarehouseID: warehouse?.key ?? null,
    WarehouseCode: warehouse?.row['Code'] ?? null,
    WarehouseDescription: warehouse?.row['Description'] ?? null,
    ...termsOf(context, values, account),
    ShippingMethodDescription: shipping?.row['Description'] ?? null,
    ShippingMethodCode: shipping?.row['Code'] ?? null,
  };
}

function totals(context: WriteContext, order: Row, lineRows: readonly Row[]): Row {
  const sums = documentTotals(
    lineRows.map((row) => ({
      amountExclVat: Number(row['AmountFC'] ?? 0),
      vatAmount: Number(row[vatAmountColumn] ?? 0),
    })),
    { discount: Number(order['Discount'] ?? 0), digits: amountDigits(context, order['Currency']) },
  );
  return {
    AmountFC: sums.amountInclVat,
    AmountDC: sums.amountInclVat,
    AmountFCExclVat: sums.amountExclVat,
    AmountDiscount: sums.discountInclVat,
    AmountDiscountExclVat: sums.discountExclVat,
    VATAmount: sums.vatAmount,
  };
}

function linesOf(context: WriteContext, orderId: string): Stored[] {
  return [...context.company.table(lines).findBy('OrderID', orderId)];
}

/** Calculates the order's totals again and gives order and lines new row versions. */
function refreshOrder(context: WriteContext, orderId: string, touched?: Stored): void {
  const order = context.company.table(orders).get(orderId);
  if (!order) return;
  const all = linesOf(context, orderId);
  const changes = totals(
    context,
    order.row,
    all.map(({ row }) => row),
  );
  context.company.update(orders, order, changes, context.author);
  if (!touched) for (const line of all) context.company.update(lines, line, {}, context.author);
}

function completeLine(context: WriteContext, values: Row, account: Row, order: Row): Row {
  const { row } = completeItemLine(context, values, { account, currency: order['Currency'], vatAmountColumn });
  return {
    QuantityDelivered: 0,
    QuantityInvoiced: 0,
    DeliveryDate: order['DeliveryDate'] ?? order['OrderDate'] ?? null,
    ...row,
    OrderID: order['OrderID'] ?? null,
    OrderNumber: order['OrderNumber'] ?? null,
    Division: context.company.code,
  };
}

/** Creates an order and its lines together or not at all. `YourRef` is not unique, as at Exact. */
export const salesOrderRules: EntityRules = {
  insert: (context, { values, children }) => {
    const lineInputs = children.get('SalesOrderLines') ?? [];
    if (lineInputs.length === 0) throw mandatory('SalesOrderLines');
    const account = getReferenced(context, 'crm/Accounts', values['OrderedBy'], 'OrderedBy');
    const { OrderNumber: _ignored, ...given } = values;
    const now = context.now();
    const order: Row = {
      OrderDate: now,
      Discount: 0,
      ...given,
      ...accountNames(context, values),
      ...references(context, values, account.row),
      ...orderStatus(12),
      ...{ DeliveryStatus: 12, DeliveryStatusDescription: 'Open', InvoiceStatus: 12, InvoiceStatusDescription: 'Open' },
      ApprovalStatus: 0,
      OrderID: values['OrderID'] ?? newGuid(),
    };
    const rows = lineInputs.map((line) => completeLine(context, line.values, account.row, order));
    const orderNumber = context.company.nextNumber('salesOrders', 1);
    Object.assign(order, totals(context, order, rows), { OrderNumber: orderNumber });
    const stored = insertRow(context, orders, order);
    rows.forEach((row, index) =>
      insertRow(context, lines, { ...row, OrderNumber: orderNumber, LineNumber: index + 1 }),
    );
    return stored;
  },
  change: (context, record, changes) => {
    const merged = { ...record.row, ...changes };
    const account = getReferenced(context, 'crm/Accounts', merged['OrderedBy'], 'OrderedBy');
    const { OrderNumber: _ignored, ...rest } = changes;
    return { ...rest, ...references(context, merged, account.row) };
  },
  // Lines get a new row version too, because their flattened view shows the header.
  afterChange: (context, record) => refreshOrder(context, record.key),
  beforeDelete: (context, record) => {
    refuseDeletion(context, record.row['Status'] === 12);
    for (const line of linesOf(context, record.key)) context.company.delete(lines, line, context.author);
  },
};

/** Lines of an existing order can be added, changed and removed. */
export const salesOrderLineRules: EntityRules = {
  complete: (context, values) => {
    const order = getReferenced(context, orders, values['OrderID'], 'OrderID');
    const account = getReferenced(context, 'crm/Accounts', order.row['OrderedBy'], 'OrderedBy');
    const last = Math.max(0, ...linesOf(context, order.key).map(({ row }) => Number(row['LineNumber'] ?? 0)));
    return { ...completeLine(context, values, account.row, order.row), LineNumber: last + 1 };
  },
  change: (context, record, changes) => {
    const order = getReferenced(context, orders, record.row['OrderID'], 'OrderID');
    const account = getReferenced(context, 'crm/Accounts', order.row['OrderedBy'], 'OrderedBy');
    const merged = forgetCalculated(record.row, changes, vatAmountColumn);
    return completeLine(context, merged, account.row, order.row);
  },
  afterWrite: (context, record) => refreshOrder(context, String(record.row['OrderID']), record),
  afterDelete: (context, record) => refreshOrder(context, String(record.row['OrderID'])),
};
