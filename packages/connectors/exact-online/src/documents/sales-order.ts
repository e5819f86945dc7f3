import type { Row } from '../odata.js';
import {
  composeLines,
  deliveryDateOf,
  descriptionOf,
  remarksOf,
  type Composition,
  type VatAmounts,
} from '../order-document.js';
import type { OrderPayload } from '../order-payload.js';
import { exactDocument } from './exact-document.js';
import { itemLineForms } from './item-lines.js';

const lines = itemLineForms({ vatAmount: 'VATAmount' });

/** The sales order as it is sent, without its account. */
export function composeSalesOrder(
  payload: OrderPayload,
  composition: Composition,
  amounts: VatAmounts = 'stated',
): Row {
  const SalesOrderLines = composeLines(payload, composition, { ...lines, amounts });
  return { ...header(payload, composition), SalesOrderLines };
}

function header(payload: OrderPayload, composition: Composition): Row {
  const { references, settings, orderDay } = composition;
  const description = descriptionOf(payload, composition);
  const deliveryDate = deliveryDateOf(composition);
  const remarks = remarksOf(payload, composition);
  return {
    ...(description === undefined ? {} : { Description: description }),
    [settings.referenceField]: payload.reference,
    OrderDate: `${orderDay}T00:00:00`,
    Currency: payload.currency,
    ...(deliveryDate === undefined ? {} : { DeliveryDate: deliveryDate }),
    ...(settings.orderWarehouse === '' ? {} : { WarehouseID: references.warehouses.get(settings.orderWarehouse) }),
    ...(payload.paymentCondition === null ? {} : { PaymentCondition: payload.paymentCondition }),
    ...(remarks === undefined ? {} : { Remarks: remarks }),
  };
}

/** Status of an order that is not delivered, not even in part, nor cancelled; `InvoiceStatus` the same. */
const openStatus = 12;

/** To be delivered and invoiced in Exact Online. */
export const salesOrder = exactDocument({
  type: 'sales_order',
  hasItems: true,
  endpoint: 'salesorder/SalesOrders',
  keyColumn: 'OrderID',
  lines: { endpoint: 'salesorder/SalesOrderLines', documentColumn: 'OrderID' },
  changeable: ['Description', 'Remarks', 'PaymentCondition', 'DeliveryDate', 'WarehouseID'],
  columns: {
    account: 'OrderedBy',
    buyerName: 'OrderedByName',
    day: 'OrderDate',
    remarks: 'Remarks',
    others: ['OrderNumber', 'Status', 'InvoiceStatus'],
  },
  numberOf: (row) => Number(row.OrderNumber),
  isOpen: (_context, row) =>
    Number(row.Status) === openStatus && Number(row.InvoiceStatus ?? openStatus) === openStatus,
  referenceColumn: ({ referenceField }) => referenceField,
  recipients: { address: 'DeliveryAddress', contact: 'OrderedByContactPerson' },
  compose: composeSalesOrder,
  roundingLine: lines.roundingLine,
});
