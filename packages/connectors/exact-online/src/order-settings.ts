import { z } from 'zod';

const code = z.string().trim().max(30);

/**
 * The codes that a Dutch administration has as delivered. Entries that do not fit an administration give way to a
 * proposal by percentage; what a person filled in does not.
 */
export const defaultVatCodes: Readonly<Record<string, string>> = {
  'NL:21': '2',
  'NL:9': '1',
  'NL:0': '5',
  'EU:0': '8',
  'EXPORT:0': '7',
};

export const orderSettings = z.object({
  documentType: z.enum(['sales_order']).default('sales_order').meta({
    title: 'Book orders as',
    description: 'Sales order: to be delivered and invoiced in Exact Online.',
    'x-essential': false,
  }),
  referenceField: z.enum(['YourRef', 'PaymentReference', 'Description']).default('YourRef').meta({
    title: 'Field for the order number',
    description:
      'Where the order number of the shop goes. It is also how Koppel recognises an order that is already there, so it must not be used otherwise. Your reference is right for nearly everyone.',
    'x-essential': false,
  }),
  referencePrefix: z.string().max(20).default('').meta({
    title: 'Prefix of the order number',
    description:
      'Put before the order number, for example WEB-. Use one for each shop when several shops are connected to one administration, so that their numbers differ.',
    'x-essential': true,
  }),
  guestCustomers: z.enum(['create', 'one_debtor']).default('create').meta({
    title: 'Guests',
    description:
      'People who order without an account in the shop. Create: each gets an account in Exact Online, as registered customers do. One debtor: all their orders go to one account.',
    'x-essential': true,
  }),
  guestAccountCode: code.default('').meta({
    title: "Code of the guests' account",
    description: 'Code of the account in Exact Online that takes the orders of guests; only for one debtor.',
    'x-essential': false,
  }),
  vatCodes: z
    .record(z.string().regex(/^([A-Z]{2}|EU|EXPORT|\*):\d{1,3}(\.\d{1,4})?$/), code.min(1))
    .default({ ...defaultVatCodes })
    .meta({
      title: 'VAT codes',
      description:
        'Which VAT code a line gets, by country and percentage: "NL:21" → "2". In place of a country also EU (other EU countries), EXPORT (outside the EU) or * (all). ' +
        'What is not listed gets the VAT code of the same percentage; where several fit, as often with 0 %, the order becomes an issue that asks for an entry here.',
      'x-essential': true,
    }),
  shippingItem: code.default('POST').meta({
    title: 'Item for shipping costs',
    description: 'Code of the item on which shipping costs are booked: a sales item without stock.',
    'x-essential': true,
  }),
  discountItem: code.default('D').meta({
    title: 'Item for discounts',
    description:
      'Code of the item on which discounts on the whole order are booked. Discounts on a line lower its price instead.',
    'x-essential': true,
  }),
  feeItem: code.default('M').meta({
    title: 'Item for other costs',
    description: 'Code of the item on which other costs are booked, such as payment or packing fees.',
    'x-essential': true,
  }),
  paymentConditions: z.record(z.string().min(1).max(100), code.min(1)).default({}).meta({
    title: 'Payment conditions',
    description:
      'Which payment condition an order gets, by payment method of the shop: "ideal" → "00". A method that is not listed leaves it to the customer in Exact Online.',
    'x-essential': false,
  }),
  missingArticle: z.enum(['hold', 'issue', 'replace']).default('hold').meta({
    title: 'Article not in Exact Online',
    description:
      'Hold: the order waits and is delivered by itself once an item with that code exists. Issue: it is reported and waits for you to retry. Replace: the line is booked on the item below, with the code in its text.',
    'x-essential': true,
  }),
  replacementItem: code.default('').meta({
    title: 'Replacement item',
    description: 'Code of the item that stands in for articles that Exact Online does not have; only for replace.',
    'x-essential': false,
  }),
  totalToleranceCents: z.number().int().min(0).max(10_000).default(5).meta({
    title: 'Rounding tolerance in cents',
    description:
      'How much the total in Exact Online may differ from what the customer paid, because both round VAT in their own way. A larger difference is not booked but becomes an issue with both sums.',
    'x-essential': false,
  }),
  credits: z.enum(['negative_order', 'skip', 'issue']).default('negative_order').meta({
    title: 'Credits and cancellations',
    description:
      'Negative order: booked as a sales order with negative quantities. Skip: left out. Issue: reported, so that you book it by hand.',
    'x-essential': true,
  }),
  orderWarehouse: code.default('').meta({
    title: 'Warehouse',
    description: 'Code of the warehouse from which orders are delivered. Empty: the main warehouse of Exact Online.',
    'x-essential': false,
  }),
  orderDescription: z.string().max(60).default('Web order {number}').meta({
    title: 'Description of the order',
    description:
      'Text on the order; {number} becomes the order number of the shop. Empty: none. Not used when the order number itself goes there.',
    'x-essential': false,
  }),
  deliveryDays: z.number().int().min(0).max(365).nullable().default(null).meta({
    title: 'Delivery after days',
    description: 'Sets the delivery date to so many days after the order. Empty: left to Exact Online.',
    'x-essential': false,
  }),
  deliveryAddress: z.enum(['create', 'remarks', 'ignore']).default('create').meta({
    title: 'Different delivery address',
    description:
      "When an order goes to another address than the customer's. Create: the address is added to the customer in Exact Online and set on the order. Remarks: it is written into the remarks. Ignore: left out.",
    'x-essential': false,
  }),
});
export type OrderSettings = z.infer<typeof orderSettings>;
