import express, { type Router } from 'express';
import { parseListQuery, selectPage, type ListQuery, type Page } from './collection.js';
import { text, toInput, whole, type Input } from './input.js';
import { html, layout, listing, type Html, type LayoutContent } from './page-layout.js';
import { placeOrder } from './place-order.js';
import { plainName } from './product-text.js';
import type { Customer, Order, Product } from './records.js';
import type { Shop } from './shop.js';
import { WooError } from './woo-error.js';

const rowsPerPage = 25;

/** The pages for people: the shop's data, and a button that places an order. */
export function createPageRouter(shop: Shop): Router {
  const router = express.Router();
  router.get(['/', '/shop'], (request, response) => {
    const query = toInput(request.query);
    response.send(layout({ shopTitle: shop.settings.title, ...viewOf(shop, query) }));
  });
  router.get('/orders/:id', (request, response) => {
    const order = shop.orders.find(Number(request.params.id));
    if (!order) throw new WooError(404, 'not_found', 'The shop has no order with this number.');
    const content = orderContent(order, request.query.placed !== undefined);
    response.send(
      layout({ shopTitle: shop.settings.title, title: `Order ${order.number}`, current: 'orders', content }),
    );
  });
  router.post('/place-order', (_request, response) => {
    const order = placeOrder(shop);
    response.redirect(303, `/orders/${order.id}?placed=1`);
  });
  return router;
}

type View = Omit<LayoutContent, 'shopTitle'>;

function viewOf(shop: Shop, query: Input): View {
  const parsed = parseListQuery(
    { search: text(query.search, ''), page: Math.max(1, whole(query.page, 1)), per_page: rowsPerPage },
    { orderBy: 'id', order: query.view === 'orders' ? 'desc' : 'asc', allowedOrderBy: ['id'] },
  );
  if (query.view === 'orders') return ordersView(shop, parsed);
  if (query.view === 'customers') return customersView(shop, parsed);
  return productsView(shop, parsed);
}

function matching<Row extends { id: number }>(choice: {
  table: Parameters<typeof selectPage<Row>>[0]['table'];
  query: ListQuery;
  textOf: (row: Row) => string;
}): Page<Row> {
  const { table, query, textOf } = choice;
  const matches = (row: Row): boolean => textOf(row).toLowerCase().includes(query.search);
  return selectPage({ table, query, sortKey: (row) => row.id, matches });
}

function productsView(shop: Shop, query: ListQuery): View {
  const page = matching<Product>({ table: shop.products, query, textOf: (row) => `${row.name} ${row.sku}` });
  const head = html`<th>SKU</th>
    <th>Name</th>
    <th class="number">Price (${shop.settings.currency})</th>
    <th class="number">Stock</th>
    <th>State</th>`;
  const rows = page.rows.map(
    (row) =>
      html`<tr>
        <td>${row.sku}</td>
        <td>${plainName(row.name)}</td>
        <td class="number">${row.price}</td>
        <td class="number">${row.stock_quantity ?? '–'}</td>
        <td><span class="badge ${row.stock_status}">${row.status} · ${row.stock_status}</span></td>
      </tr>`,
  );
  const placeholder = 'Name or SKU';
  return {
    title: 'Products',
    current: 'products',
    content: listOf({ view: 'products', query, page, placeholder, head, rows }),
  };
}

function ordersView(shop: Shop, query: ListQuery): View {
  const page = matching<Order>({
    table: shop.orders,
    query,
    textOf: (row) => `${row.number} ${row.billing.last_name} ${row.billing.email}`,
  });
  const head = html`<th>Order</th>
    <th>Date</th>
    <th>Customer</th>
    <th class="number">Lines</th>
    <th class="number">Total</th>
    <th>State</th>`;
  const rows = page.rows.map(
    (row) =>
      html`<tr>
        <td><a href="/orders/${row.id}">${row.number}</a></td>
        <td>${row.date_created.replace('T', ' ')}</td>
        <td>${row.billing.first_name} ${row.billing.last_name}</td>
        <td class="number">${row.line_items.length}</td>
        <td class="number">${row.currency} ${row.total}</td>
        <td><span class="badge ${row.status}">${row.status}</span></td>
      </tr>`,
  );
  const placeholder = 'Order number, name or e-mail';
  return {
    title: 'Orders',
    current: 'orders',
    content: listOf({ view: 'orders', query, page, placeholder, head, rows }),
  };
}

function customersView(shop: Shop, query: ListQuery): View {
  const page = matching<Customer>({ table: shop.customers, query, textOf: (row) => `${row.last_name} ${row.email}` });
  const head = html`<th>Name</th>
    <th>E-mail</th>
    <th>City</th>
    <th>Country</th>`;
  const rows = page.rows.map(
    (row) =>
      html`<tr>
        <td>${row.first_name} ${row.last_name}</td>
        <td>${row.email}</td>
        <td>${row.billing.city}</td>
        <td>${row.billing.country}</td>
      </tr>`,
  );
  const placeholder = 'Name or e-mail';
  return {
    title: 'Customers',
    current: 'customers',
    content: listOf({ view: 'customers', query, page, placeholder, head, rows }),
  };
}

function listOf(choice: {
  view: string;
  query: ListQuery;
  page: Page<unknown>;
  placeholder: string;
  head: Html;
  rows: Html[];
}): Html {
  const { view, query, page, placeholder, head, rows } = choice;
  const { search, page: number } = query;
  return listing({
    view,
    search,
    page: number,
    totalPages: page.totalPages,
    total: page.total,
    placeholder,
    head,
    rows,
  });
}

function orderContent(order: Order, isPlaced: boolean): Html {
  const line = (name: string, sku: string, quantity: string | number, total: string, tax: string): Html =>
    html`<tr>
      <td>${sku}</td>
      <td>${name}</td>
      <td class="number">${quantity}</td>
      <td class="number">${total}</td>
      <td class="number">${tax}</td>
    </tr>`;
  const { billing } = order;
  return html`${isPlaced ? html`<p class="notice" role="status">Order ${order.number} was placed.</p>` : ''}
    <div class="columns">
      <div class="card">
        <h2>State</h2>
        <span class="badge ${order.status}">${order.status}</span>
      </div>
      <div class="card">
        <h2>Placed</h2>
        ${order.date_created.replace('T', ' ')}
      </div>
      <div class="card">
        <h2>Payment</h2>
        ${order.payment_method_title}
      </div>
      <div class="card">
        <h2>Customer</h2>
        ${billing.first_name} ${billing.last_name}<br />${billing.address_1}<br />${billing.postcode} ${billing.city}
        (${billing.country})<br />${billing.email}
      </div>
    </div>
    <table>
      <thead>
        <tr>
          <th>SKU</th>
          <th>Line</th>
          <th class="number">Quantity</th>
          <th class="number">Without VAT</th>
          <th class="number">VAT</th>
        </tr>
      </thead>
      <tbody>
        ${order.line_items.map((each) => line(plainName(each.name), each.sku ?? '', each.quantity, each.total, each.total_tax))}
        ${order.shipping_lines.map((each) => line(each.method_title, '', '', each.total, each.total_tax))}
        ${order.fee_lines.map((each) => line(each.name, '', '', each.total, each.total_tax))}
        <tr>
          <td></td>
          <td><strong>Total with VAT, ${order.currency}</strong></td>
          <td></td>
          <td class="number"><strong>${order.total}</strong></td>
          <td class="number">${order.total_tax}</td>
        </tr>
      </tbody>
    </table>`;
}
