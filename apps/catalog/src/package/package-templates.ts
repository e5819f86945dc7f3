import type { ApplicationRole, EntityKind } from '@koppel/contracts';

export interface FlowTemplate {
  key: string;
  entity: EntityKind;
  /** Records of other kinds that travel with it, so that their settings are offered too. */
  carries: EntityKind[];
  /** Who usually has the truth of it and who receives it: decides where both applications could be either. */
  from: ApplicationRole;
  to: ApplicationRole;
  title: string;
  description: string;
  defaultCron: string;
}

export interface PackageTemplate {
  id: string;
  title: string;
  description: string;
  flows: FlowTemplate[];
}

/** The packages of Koppel; which of their flows a pair of applications gets depends on what both can do. */
export const packageTemplates: readonly PackageTemplate[] = [
  {
    id: 'products-and-stock',
    title: 'Products & stock',
    description: 'Your articles with their stock and prices, from the accounting to the webshop.',
    flows: [
      {
        key: 'products',
        entity: 'product',
        carries: [],
        from: 'books',
        to: 'shop',
        title: 'Products',
        description: 'Creates your articles in the webshop and keeps names, descriptions and state up to date.',
        defaultCron: '0 * * * *',
      },
      {
        key: 'stock-levels',
        entity: 'stock_level',
        carries: [],
        from: 'books',
        to: 'shop',
        title: 'Stock levels',
        description: 'Tells the webshop how many pieces of each article can be sold.',
        defaultCron: '*/15 * * * *',
      },
      {
        key: 'prices',
        entity: 'price',
        carries: [],
        from: 'books',
        to: 'shop',
        title: 'Prices',
        description: 'Sets the sales price of each article in the webshop.',
        defaultCron: '30 * * * *',
      },
    ],
  },
  {
    id: 'orders-and-customers',
    title: 'Orders & customers',
    description: 'Orders of the webshop with their customers and refunds, to the accounting.',
    flows: [
      {
        key: 'orders',
        entity: 'order',
        carries: ['customer'],
        from: 'shop',
        to: 'books',
        title: 'Orders',
        description:
          'Books every order of the webshop, with the customer found or created, and follows it: changes and cancellations too.',
        defaultCron: '*/10 * * * *',
      },
      {
        key: 'credits',
        entity: 'credit',
        carries: [],
        from: 'shop',
        to: 'books',
        title: 'Credits',
        description: 'Books every refund of an order that was booked, as a credit of its own.',
        defaultCron: '*/10 * * * *',
      },
    ],
  },
  {
    id: 'payments',
    title: 'Payments',
    description:
      'What buyers paid and got back, into the bank, cash or clearing journal of the payment method, matched to the invoices and entries of the orders. Leave it out if the statements of your bank or payment provider are imported there.',
    flows: [
      {
        key: 'payments',
        entity: 'payment',
        carries: [],
        from: 'shop',
        to: 'books',
        title: 'Payments',
        description: 'Books each payment and each refund that was paid back, once, matched to its document.',
        defaultCron: '*/10 * * * *',
      },
    ],
  },
];
