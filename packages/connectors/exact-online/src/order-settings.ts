import { z } from 'zod';
import { entrySettings } from './entry-settings.js';
import { invoiceSettings } from './invoice-settings.js';
import { ledgerSettings } from './ledger-settings.js';
import { lifeSettings } from './life-settings.js';
import type { en } from './reasons.en.js';

const code = z.string().trim().max(30);

/** Each setting by itself. */
export const orderFields = z.object({
  documentType: z
    .enum(['sales_order', 'sales_invoice', 'sales_entry'])
    .default('sales_order')
    .meta({
      title: 'Book orders as',
      description:
        'Sales orders are delivered and invoiced in Exact Online. Sales invoices are for what the shop delivers itself: drafts, or final at once. Sales entries book revenue and debtor straight in the ledger, and need no items. Another choice holds for new orders.',
      'x-choices': 'document_types',
      'x-labels': { sales_order: 'Sales orders', sales_invoice: 'Sales invoices', sales_entry: 'Sales entries' },
      'x-essential': false,
    }),
  sharedDebtors: z
    .record(z.string().regex(/^([A-Z]{2}|\*)$/), code.min(1))
    .default({})
    .meta({
      title: 'One customer for all orders, by country',
      description:
        'All orders of buyers in a country are booked on one customer of Exact Online: NL for the Netherlands, * for all that are not listed. Name and addresses of the buyer stand on the order. Empty: each buyer has a customer of their own.',
      'x-choices': 'customers',
      'x-key-title': 'Country of the buyer',
      'x-value-title': 'Customer in Exact Online',
      'x-essential': false,
    }),
  sharedDebtorsFor: z
    .enum(['consumers', 'all'])
    .default('consumers')
    .meta({
      title: 'Who shares a customer by country',
      description:
        'Companies with a VAT number usually have a customer of their own, since invoices and the VAT return name them. Only used when there is one customer for all orders of a country.',
      'x-labels': { consumers: 'Buyers without a VAT number', all: 'Everybody' },
      'x-essential': false,
    }),
  guestCustomers: z
    .enum(['create', 'one_debtor'])
    .default('create')
    .meta({
      title: 'Orders of guests',
      description:
        'Guests order without an account in the shop. Each can become a customer in Exact Online, as registered customers do, or all their orders go to one customer that you choose.',
      'x-labels': { create: 'Create a customer for each', one_debtor: 'Book them all on one customer' },
      'x-essential': true,
    }),
  guestAccountCode: code.default('').meta({
    title: 'Customer for all guests',
    description:
      'The customer in Exact Online that takes the orders of guests. Only needed when they are all booked on one customer.',
    'x-choices': 'customers',
    'x-essential': true,
  }),
  vatCodes: z
    .record(z.string().regex(/^([A-Z]{2}|EU|EXPORT|\*):\d{1,3}(\.\d{1,6})?$/), code.min(1))
    .default({})
    .meta({
      title: 'VAT codes',
      description:
        'Which VAT code a line gets, by the country whose VAT was charged and the percentage: NL:21 is 21 % in the Netherlands. In place of a country also EU (other EU countries; EU:0 only for companies with a VAT number), EXPORT (outside the EU VAT area) or * (all). ' +
        'What is not listed gets the VAT code of that country and percentage; where none fits, or several at 0 %, the order becomes an issue that asks for an entry here.',
      'x-choices': 'vat_codes',
      'x-key-choices': 'vat_rates',
      'x-key-title': 'Country and percentage',
      'x-value-title': 'VAT code in Exact Online',
      'x-essential': true,
    }),
  noVatCode: code.default('').meta({
    title: 'VAT code for what is no sale',
    description:
      'Gift cards, store credit, rounding and differences of the total are no sales, so they get a VAT code that stands on no VAT return. Empty: the code of the type "No VAT" of your administration; where it has none or several of them, the order becomes an issue that asks for the code here.',
    'x-choices': 'vat_codes',
    'x-essential': false,
  }),
  checkVatNumbers: z.boolean().default(false).meta({
    title: 'Check VAT numbers in VIES',
    description:
      'Before an order goes without VAT to a company in another EU country, its VAT number is looked up in VIES, the register of the European Commission. A number that VIES does not know makes the order an issue. When VIES does not answer, the form of the number decides, and the record says so.',
    'x-essential': false,
  }),
  shippingItem: code.default('POST').meta({
    title: 'Item for shipping costs',
    description: 'Shipping costs are booked on this item of Exact Online. It must be a sales item without stock.',
    'x-choices': 'items',
    'x-essential': true,
  }),
  discountItem: code.default('D').meta({
    title: 'Item for discounts',
    description:
      'Discounts on a whole order are booked on this item, with a negative amount. Discounts on a line lower its price instead.',
    'x-choices': 'items',
    'x-essential': true,
  }),
  feeItem: code.default('M').meta({
    title: 'Item for other costs',
    description: 'Other costs, such as payment or packing fees, are booked on this item.',
    'x-choices': 'items',
    'x-essential': true,
  }),
  voucherItem: code.default('').meta({
    title: 'Item for gift cards and store credit',
    description:
      'What a customer paid with a gift card or store credit is booked on this item, with a negative amount and without VAT. Empty: such an order becomes an issue.',
    'x-choices': 'items',
    'x-essential': false,
  }),
  unexplainedDifference: z
    .enum(['issue', 'book'])
    .default('issue')
    .meta({
      title: 'When the total is not the sum of the lines',
      description:
        'Some gift card and credit plugins lower the total of an order without saying why. Such an order can wait for you, or the difference is booked on the item below.',
      'x-labels': { issue: 'Report an issue, and wait for me', book: 'Book the difference on an item' },
      'x-essential': false,
    }),
  differenceItem: code.default('').meta({
    title: 'Item for differences of the total',
    description: 'Only needed when they are booked.',
    'x-choices': 'items',
    'x-essential': false,
  }),
  roundingItem: code.default('').meta({
    title: 'Item for rounding differences',
    description:
      'Where Exact Online calculates VAT in its own way, the cents that are missing of the total go on this item, without VAT. Empty: the item for other costs.',
    'x-choices': 'items',
    'x-essential': false,
  }),
  paymentConditions: z.record(z.string().min(1).max(100), code.min(1)).default({}).meta({
    title: 'Payment conditions',
    description:
      'Which payment condition an order gets, by the payment method that the buyer chose: so that an order paid with iDEAL is not asked for money again. A method that is not listed leaves it to the customer in Exact Online.',
    'x-choices': 'payment_conditions',
    'x-key-choices': 'payment_methods',
    'x-key-title': 'Payment method in the shop',
    'x-value-title': 'Payment condition in Exact Online',
    'x-essential': false,
  }),
  missingArticle: z
    .enum(['hold', 'issue', 'create', 'replace'])
    .default('hold')
    .meta({
      title: 'When an article is not in Exact Online',
      description:
        'An order that waits is delivered by itself once an item with that code exists. A new item is made with the code and name of the article in the shop, and with what stands below. On the replacement item, the code of the article goes into the text of the line.',
      'x-labels': {
        hold: 'Let the order wait for it',
        issue: 'Report an issue, and wait for me',
        create: 'Create the item',
        replace: 'Book the line on the replacement item',
      },
      'x-essential': false,
    }),
  newItemGroup: code.default('').meta({
    title: 'New items: item group',
    description:
      'The group of items that Koppel creates; it decides on their ledger accounts. Empty: the default group of Exact Online.',
    'x-choices': 'item_groups',
    'x-essential': false,
  }),
  newItemVatCode: code.default('').meta({
    title: 'New items: VAT code',
    description:
      'The sales VAT code of items that Koppel creates. Empty: that of the first order line, where your own VAT was charged on it.',
    'x-choices': 'vat_codes',
    'x-essential': false,
  }),
  newItemUnit: code.default('').meta({
    title: 'New items: unit',
    description: 'The unit of items that Koppel creates, such as pc. Empty: the default unit of Exact Online.',
    'x-choices': 'units',
    'x-essential': false,
  }),
  newItemStock: z.boolean().default(false).meta({
    title: 'New items: keep stock',
    description: 'Whether items that Koppel creates are stock items, so that Exact Online counts their pieces.',
    'x-essential': false,
  }),
  replacementItem: code.default('').meta({
    title: 'Replacement item',
    description:
      'Stands in for articles that no item can exist for: deleted products without a code, and codes that are too long for Exact Online. Also for all that Exact Online does not have, when such lines are booked on a replacement item. Empty: such orders become issues.',
    'x-choices': 'items',
    'x-essential': false,
  }),
  credits: z
    .enum(['negative_order', 'skip', 'issue'])
    .default('negative_order')
    .meta({
      title: 'Credits',
      description:
        'What happens to orders with negative quantities, which some shops make for returns. As a negative order they become a document with negative quantities.',
      'x-labels': {
        negative_order: 'Book them as negative orders',
        skip: 'Leave them out',
        issue: 'Report an issue, and I book them by hand',
      },
      'x-essential': false,
    }),
  referencePrefix: z.string().max(20).default('').meta({
    title: 'Prefix of the order number',
    description:
      'Put before the order number of the shop in Exact Online, for example WEB-. Use one for each shop when several shops are connected to one administration, so that their numbers differ. Keep it once orders were delivered: with another prefix they are other orders.',
    'x-essential': false,
    'x-distinct': 'W{n}-',
  }),
  referenceField: z
    .enum(['YourRef', 'PaymentReference', 'Description'])
    .default('YourRef')
    .meta({
      title: 'Field for the order number',
      description:
        'Where the order number of the shop goes. It is also how Koppel recognises an order that is already there, so it must not be used otherwise. Your reference is right for nearly everyone.',
      'x-labels': {
        YourRef: 'Your reference',
        PaymentReference: 'Payment reference',
        Description: 'Description',
      },
      'x-essential': false,
    }),
  orderWarehouse: code.default('').meta({
    title: 'Warehouse for deliveries',
    description: 'The warehouse from which orders are delivered. Empty: the main warehouse of Exact Online.',
    'x-choices': 'warehouses',
    'x-essential': false,
  }),
  orderDescription: z.string().max(60).default('Web order {number}').meta({
    title: 'Description of the order',
    description:
      'Text on the order; {number} becomes the order number of the shop. Empty: none. Not used when the order number itself goes there.',
    'x-essential': false,
  }),
  documentLanguage: z
    .enum(['user', 'nl', 'en', 'fr'])
    .default('user')
    .meta({
      title: 'Language of the order',
      description:
        'The language of the words that Koppel itself puts on an order: "Rounding", "Gift card", "Ordered by". The language of the user is that of whoever authorised the connection, as set in Exact Online.',
      'x-labels': { user: 'The language of the user in Exact Online', nl: 'Dutch', en: 'English', fr: 'French' },
      'x-essential': false,
    }),
  deliveryDays: z.number().int().min(0).max(365).nullable().default(null).meta({
    title: 'Days until delivery',
    description: 'Sets the delivery date to so many days after the order. Empty: left to Exact Online.',
    'x-essential': false,
  }),
  deliveryAddress: z
    .enum(['create', 'remarks', 'ignore'])
    .default('create')
    .meta({
      title: 'Different delivery address',
      description:
        "What happens when an order goes to another address than the customer's: it can be added to the customer's addresses and set on the order, or only be written into the remarks of the order.",
      'x-labels': {
        create: 'Add it to the customer',
        remarks: 'Write it into the remarks',
        ignore: 'Leave it out',
      },
      'x-essential': false,
    }),
  ...ledgerSettings,
  ...invoiceSettings,
  ...entrySettings,
  ...lifeSettings,
});
export type OrderSettings = z.infer<typeof orderFields>;

function hasItems({ documentType }: OrderSettings): boolean {
  return documentType !== 'sales_entry';
}

function isEmpty(value: OrderSettings[keyof OrderSettings]): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** What a choice cannot do without. */
const requirements: {
  field: keyof OrderSettings;
  isNeeded: (settings: OrderSettings) => boolean;
  code: keyof typeof en;
}[] = [
  {
    field: 'guestAccountCode',
    isNeeded: ({ guestCustomers }) => guestCustomers === 'one_debtor',
    code: 'exact_online.guest_account_required',
  },
  {
    field: 'differenceItem',
    isNeeded: (settings) => settings.unexplainedDifference === 'book' && hasItems(settings),
    code: 'exact_online.difference_item_required',
  },
  {
    field: 'differenceAccount',
    isNeeded: (settings) => settings.unexplainedDifference === 'book' && !hasItems(settings),
    code: 'exact_online.difference_account_required',
  },
  {
    field: 'replacementItem',
    isNeeded: (settings) => settings.missingArticle === 'replace' && hasItems(settings),
    code: 'exact_online.replacement_item_required',
  },
  {
    field: 'revenueAccounts',
    isNeeded: (settings) => !hasItems(settings),
    code: 'exact_online.revenue_accounts_required',
  },
];

export const orderSettings = orderFields.superRefine((settings, context) => {
  for (const { field, isNeeded, code: message } of requirements) {
    if (isNeeded(settings) && isEmpty(settings[field])) context.addIssue({ code: 'custom', path: [field], message });
  }
});
