import { batchHandler } from './batch.js';
import { dateFilter, parseListQuery, selectPage, type ListDefaults } from './collection.js';
import { catalogRoutes } from './catalog-routes.js';
import { createCustomer, deleteCustomer, updateCustomer } from './customers.js';
import { text, textList, truth } from './input.js';
import { createNote, notesOf, showNote } from './order-notes.js';
import { assertOrderStatuses, createOrder, deleteOrder, updateOrder } from './orders.js';
import { productRoutes } from './product-routes.js';
import type { Customer, Order, Webhook } from './records.js';
import { createRefund, deleteRefund, refundsOf, showRefund } from './refunds.js';
import { created, ok, pageOf, type RestCall, type Route } from './rest.js';
import { settingRoutes } from './setting-routes.js';
import type { Saving } from './saving.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';
import { applyWebhook, withoutSecret, type WebhookSender } from './webhooks.js';
import { found } from './woo-error.js';

const orderList: ListDefaults = {
  orderBy: 'date',
  order: 'desc',
  allowedOrderBy: ['date', 'id', 'include', 'title', 'slug', 'modified'],
};
const refundList: ListDefaults = { orderBy: 'date', order: 'desc', allowedOrderBy: ['date', 'id'] };
const customerList: ListDefaults = {
  orderBy: 'name',
  order: 'asc',
  allowedOrderBy: ['id', 'include', 'name', 'registered_date'],
};

export function createRoutes(shop: Shop, saving: Saving, webhooks: WebhookSender): Route[] {
  return [
    ...catalogRoutes(shop),
    ...productRoutes(shop, saving),
    ...orderRoutes(shop),
    ...customerRoutes(shop),
    ...settingRoutes(shop),
    ...webhookRoutes(shop, webhooks),
  ];
}

function orderRoutes(shop: Shop): Route[] {
  const find = (id: number): Order =>
    found(shop.orders.find(id), 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
  const batch = batchHandler({
    create: (input) => createOrder(shop, input),
    update: (id, input) => updateOrder(shop, id, input),
    remove: (id) => deleteOrder(shop, id, true),
  });
  return [
    { method: 'get', path: '/orders', handle: ({ query }) => pageOf(listOrders(shop, query)) },
    { method: 'post', path: '/orders', handle: ({ body }) => created(createOrder(shop, body)) },
    { method: 'post', path: '/orders/batch', handle: batch },
    ...refundRoutes(shop, find),
    { method: 'get', path: '/orders/:id', handle: ({ id }) => ok(find(id)) },
    { method: 'put', path: '/orders/:id', handle: ({ id, body }) => ok(updateOrder(shop, id, body)) },
    {
      method: 'delete',
      path: '/orders/:id',
      handle: ({ id, query }) => ok(deleteOrder(shop, id, truth(query.force, false))),
    },
  ];
}

function refundRoutes(shop: Shop, find: (id: number) => Order): Route[] {
  const orderId = ({ params }: RestCall): number => find(Number(params.orderId)).id;
  const refunds = '/orders/:orderId/refunds';
  const notes = '/orders/:orderId/notes';
  return [
    {
      method: 'get',
      path: refunds,
      handle: (call) => {
        const page = selectPage({
          table: shop.refunds,
          candidates: refundsOf(shop, orderId(call)),
          query: parseListQuery(call.query, refundList),
          sortKey: (refund) => refund.date_created_gmt,
          matches: () => true,
        });
        return pageOf({ ...page, rows: page.rows.map(showRefund) });
      },
    },
    {
      method: 'post',
      path: refunds,
      handle: (call) => created(showRefund(createRefund(shop, orderId(call), call.body))),
    },
    {
      method: 'delete',
      path: `${refunds}/:id`,
      handle: (call) => ok(showRefund(deleteRefund(shop, orderId(call), call.id))),
    },
    { method: 'get', path: notes, handle: (call) => ok(notesOf(shop, orderId(call)).map(showNote)) },
    { method: 'post', path: notes, handle: (call) => created(showNote(createNote(shop, orderId(call), call.body))) },
  ];
}

function listOrders(shop: Shop, query: Record<string, unknown>) {
  const parsed = parseListQuery(query, orderList);
  const statuses = new Set(textList(query.status ?? 'any'));
  assertOrderStatuses(shop, [...statuses], ['any']);
  const isWithinDates = dateFilter(query);
  const customerId = query.customer === undefined ? undefined : Number(query.customer);
  return selectPage({
    table: shop.orders,
    query: parsed,
    sortKey: (order) => orderSortKey(order, parsed.orderBy),
    matches: (order) =>
      (statuses.has('any') ? order.status !== 'trash' : statuses.has(order.status)) &&
      (customerId === undefined || order.customer_id === customerId) &&
      (parsed.search === '' || orderText(order).includes(parsed.search)) &&
      isWithinDates(order),
  });
}

function orderSortKey(order: Order, orderBy: string): string | number {
  if (orderBy === 'modified') return order.date_modified_gmt;
  if (orderBy === 'date') return order.date_created_gmt;
  return orderBy === 'id' ? order.id : order.number;
}

function orderText({ number, billing }: Order): string {
  return `${number} ${billing.first_name} ${billing.last_name} ${billing.email} ${billing.company}`.toLowerCase();
}

function customerRoutes(shop: Shop): Route[] {
  const find = (id: number): Customer =>
    found(shop.customers.find(id), 'woocommerce_rest_invalid_id', 'Invalid resource ID.');
  const batch = batchHandler({
    create: (input) => createCustomer(shop, input),
    update: (id, input) => updateCustomer(shop, id, input),
    remove: (id) => deleteCustomer(shop, id, true),
  });
  return [
    { method: 'get', path: '/customers', handle: ({ query }) => pageOf(listCustomers(shop, query)) },
    { method: 'post', path: '/customers', handle: ({ body }) => created(createCustomer(shop, body)) },
    { method: 'post', path: '/customers/batch', handle: batch },
    { method: 'get', path: '/customers/:id', handle: ({ id }) => ok(find(id)) },
    { method: 'put', path: '/customers/:id', handle: ({ id, body }) => ok(updateCustomer(shop, id, body)) },
    {
      method: 'delete',
      path: '/customers/:id',
      handle: ({ id, query }) => ok(deleteCustomer(shop, id, truth(query.force, false))),
    },
  ];
}

function listCustomers(shop: Shop, query: Record<string, unknown>) {
  const parsed = parseListQuery(query, customerList);
  const email = typeof query.email === 'string' ? query.email : undefined;
  const role = text(query.role, 'customer');
  const candidate = email === undefined ? undefined : shop.findCustomerByEmail(email);
  return selectPage({
    table: shop.customers,
    query: parsed,
    candidates: email === undefined ? undefined : candidate ? [candidate] : [],
    sortKey: (customer) => customerSortKey(customer, parsed.orderBy),
    matches: (customer) =>
      (role === 'all' || customer.role === role) &&
      (parsed.search === '' || customerText(customer).includes(parsed.search)),
  });
}

function customerSortKey(customer: Customer, orderBy: string): string | number {
  if (orderBy === 'registered_date') return customer.date_created_gmt;
  return orderBy === 'id' ? customer.id : customer.username;
}

function customerText(customer: Customer): string {
  return `${customer.email} ${customer.username} ${customer.first_name} ${customer.last_name}`.toLowerCase();
}

function webhookRoutes(shop: Shop, sender: WebhookSender): Route[] {
  const find = (id: number): Webhook =>
    found(shop.webhooks.find(id), 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.');
  const list: ListDefaults = { orderBy: 'date', order: 'desc', allowedOrderBy: ['date', 'id', 'title'] };
  return [
    {
      method: 'get',
      path: '/webhooks',
      handle: ({ query }) => {
        const page = selectPage({
          table: shop.webhooks,
          query: parseListQuery(query, list),
          sortKey: (webhook) => webhook.id,
          matches: () => true,
        });
        return pageOf({ ...page, rows: page.rows.map(withoutSecret) });
      },
    },
    {
      method: 'post',
      path: '/webhooks',
      handle: async ({ body }) => {
        const webhook = applyWebhook(shop, undefined, body);
        await sender.ping(webhook);
        return created(withoutSecret(webhook));
      },
    },
    { method: 'get', path: '/webhooks/:id', handle: ({ id }) => ok(withoutSecret(find(id))) },
    {
      method: 'put',
      path: '/webhooks/:id',
      handle: ({ id, body }) => ok(withoutSecret(applyWebhook(shop, find(id), body))),
    },
    {
      method: 'delete',
      path: '/webhooks/:id',
      handle: ({ id, query }) => {
        if (!truth(query.force, false))
          throw new WooError(501, 'woocommerce_rest_trash_not_supported', 'Webhooks do not support trashing.');
        const webhook = find(id);
        shop.remove('webhooks', id);
        return ok(withoutSecret(webhook));
      },
    },
  ];
}
