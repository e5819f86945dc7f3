import { defineConnector, ordersFromChoices, proposeStockLocations, runChecks } from '@koppel/connector-sdk';
import { z } from 'zod';
import { addressOf, serverAddress } from './address.js';
import {
  listPaymentProviders,
  listSalesChannels,
  listStockLocations,
  listVatNumberFields,
  listVatRates,
} from './choices.js';
import { checks } from './connection-test.js';
import { isOwnRefusal } from './client.js';
import { creditReader } from './credits.js';
import { logoSvg } from './logo.js';
import { orderReader } from './orders.js';
import { paymentReader } from './payments.js';
import { priceWriter } from './prices.js';
import { productWriter } from './products.js';
import { reason, reasons } from './reasons.js';
import { stockLevelWriter } from './stock.js';
import { dutch } from './texts.nl.js';

const fields = z.object({
  shopUrl: z
    .string()
    .max(2000)
    .overwrite(serverAddress)
    .refine((address) => /^https?:\/\/./.test(address) && address.length <= 300, 'field.url')
    .meta({
      title: 'Shop address',
      description:
        'The address of the Medusa server, such as https://shop.example.com, without /app or /admin behind it.',
    }),
  secretKey: z.string().trim().min(1).max(200).meta({
    title: 'Secret API key',
    description:
      'A secret API key made for Koppel alone; it starts with sk_. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
});

/** Medusa 2, through its admin API (docs.medusajs.com/api/admin). */
export const medusa = defineConnector({
  id: 'medusa',
  name: 'Medusa',
  roles: ['shop', 'catalogue'],
  summary:
    'Open-source commerce platform. Articles, stock and prices go to the shop; orders with their customers, and what was paid for them and given back, come from it.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields,
  // The key as user name, without a password (docs.medusajs.com/api/admin, "Authentication").
  authentication: { kind: 'basic', username: '{secretKey}', password: '' },
  baseUrl: (values, host) => host.override ?? addressOf(values),
  // Medusa has no limit of its own; a few calls at once keep a small server answering its visitors.
  limits: () => ({ concurrency: 4 }),
  budgetKey: addressOf,
  isOwnRefusal,
  test: (context) => runChecks(checks, context, {}),
  choices: {
    warehouses: listStockLocations,
    channels: listSalesChannels,
    payment_methods: listPaymentProviders,
    vat_rates: listVatRates,
    vat_number_fields: listVatNumberFields,
    orders_from: ordersFromChoices(orderReader),
  },
  proposals: {
    warehouses: async (context, warehouses) =>
      proposeStockLocations(warehouses, await listStockLocations(context), reason('medusa.stock_location_gap')),
  },
  readers: { order: orderReader, credit: creditReader, payment: paymentReader },
  writers: { product: productWriter, stock_level: stockLevelWriter, price: priceWriter },
});
