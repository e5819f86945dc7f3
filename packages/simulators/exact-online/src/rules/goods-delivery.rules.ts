import { badRequest, mandatory } from '../errors.js';
import type { Row, Stored } from '../store/row.js';
import { type EntityRules, type WriteContext, getReferenced, insertRow, newGuid } from './rules.js';
import { orderStatus } from './sales-order.rules.js';

const orderLines = 'salesorder/SalesOrderLines';

function completeLine(context: WriteContext, values: Row): { row: Row; orderLine: Stored } {
  const orderLine = getReferenced(context, orderLines, values['SalesOrderLineID'], 'SalesOrderLineID');
  const { row } = orderLine;
  const open = Number(row['Quantity'] ?? 0) - Number(row['QuantityDelivered'] ?? 0);
  if (Number(values['QuantityDelivered']) > open)
    throw badRequest(`Invalid: QuantityDelivered: only ${open} is still to be delivered.`);
  return {
    orderLine,
    row: {
      ...values,
      Item: row['Item'] ?? null,
      ItemCode: row['ItemCode'] ?? null,
      ItemDescription: row['ItemDescription'] ?? null,
      QuantityOrdered: row['Quantity'] ?? null,
      SalesOrderNumber: row['OrderNumber'] ?? null,
      SalesOrderLineNumber: row['LineNumber'] ?? null,
      Unitcode: row['UnitCode'] ?? null,
    },
  };
}

/** Adds the delivered quantities to the order's lines and sets the order to partial or complete. */
function bookDelivery(context: WriteContext, orderLine: Stored, quantity: number): void {
  const { company, author } = context;
  const delivered = Number(orderLine.row['QuantityDelivered'] ?? 0) + quantity;
  company.update(orderLines, orderLine, { QuantityDelivered: delivered }, author);
  const order = company.table('salesorder/SalesOrders').get(String(orderLine.row['OrderID']));
  if (!order) return;
  const isDone = [...company.table(orderLines).findBy('OrderID', order.key)].every(
    ({ row }) => Number(row['QuantityDelivered'] ?? 0) >= Number(row['Quantity'] ?? 0),
  );
  const { Status: status = null, StatusDescription: description = null } = orderStatus(isDone ? 21 : 20);
  const changes = {
    Status: status,
    StatusDescription: description,
    DeliveryStatus: status,
    DeliveryStatusDescription: description,
  };
  company.update('salesorder/SalesOrders', order, changes, author);
}

/** A delivery of (parts of) sales order lines. */
export const goodsDeliveryRules: EntityRules = {
  insert: (context, { values, children }) => {
    const inputs = children.get('GoodsDeliveryLines') ?? [];
    if (inputs.length === 0) throw mandatory('GoodsDeliveryLines');
    const completed = inputs.map((line) => completeLine(context, line.values));
    const order =
      context.company.table('salesorder/SalesOrders').get(String(completed[0]?.orderLine.row['OrderID']))?.row ?? {};
    const number = context.company.nextNumber('goodsDeliveries', 1);
    const entryId = values['EntryID'] ?? newGuid();
    const stored = insertRow(context, 'salesorder/GoodsDeliveries', {
      ...values,
      EntryID: entryId,
      EntryNumber: number,
      DeliveryNumber: number,
      DeliveryAccount: order['DeliverTo'] ?? null,
      DeliveryAccountName: order['DeliverToName'] ?? null,
      Warehouse: order['WarehouseID'] ?? null,
      WarehouseCode: order['WarehouseCode'] ?? null,
      WarehouseDescription: order['WarehouseDescription'] ?? null,
    });
    completed.forEach(({ row, orderLine }, index) => {
      const shared = { EntryID: entryId, LineNumber: index + 1, DeliveryDate: values['DeliveryDate'] ?? null };
      insertRow(context, 'salesorder/GoodsDeliveryLines', {
        TrackingNumber: values['TrackingNumber'] ?? null,
        ...row,
        ...shared,
      });
      bookDelivery(context, orderLine, Number(row['QuantityDelivered'] ?? 0));
    });
    return stored;
  },
};
