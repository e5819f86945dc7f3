import type { EntityKind } from '@koppel/contracts';

/** What the records of a flow are called, and what the flows that Koppel brings are called. */
export const en = {
  entities: {
    product: { one: 'product', many: 'products' },
    stock_level: { one: 'stock level', many: 'stock levels' },
    price: { one: 'price', many: 'prices' },
    customer: { one: 'customer', many: 'customers' },
    order: { one: 'order', many: 'orders' },
  } satisfies Record<EntityKind, { one: string; many: string }>,
  flows: {
    products: 'Products',
    'stock-levels': 'Stock levels',
    prices: 'Prices',
    customers: 'Customers',
    orders: 'Orders',
  },
} as const;
