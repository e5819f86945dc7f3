import { defineConnector, ordersFromChoices, proposeStockLocations, runChecks } from '@koppel/connector-sdk';
import { z } from 'zod';
import { addressOf, serverAddress } from './address.js';
import { vendureAuthentication } from './auth.js';
import {
  listChannels,
  listOrderStates,
  listPaymentMethods,
  listStockLocations,
  listTaxCategories,
  listVatNumberFields,
  listVatRates,
} from './choices.js';
import { checks } from './connection-test.js';
import { creditReader } from './credits.js';
import { isOwnRefusal, isSessionRefused } from './graphql.js';
import { logoSvg } from './logo.js';
import { orderReader } from './orders.js';
import { paymentReader } from './payments.js';
import { priceWriter } from './prices.js';
import { productWriter } from './products.js';
import { reason, reasons } from './reasons.js';
import { stockLevelWriter } from './stock.js';
import { proposeTaxCategories } from './tax-classes.js';
import { dutch } from './texts.nl.js';

const fields = z.object({
  shopUrl: z
    .string()
    .max(2000)
    .overwrite(serverAddress)
    .refine((address) => /^https?:\/\/./.test(address) && address.length <= 300, 'field.url')
    .meta({
      title: 'Shop address',
      description: 'The address of the Vendure server, such as https://shop.example.com, without /admin-api behind it.',
    }),
  username: z.string().trim().min(1).max(200).meta({
    title: 'User name',
    description: 'The identifier or e-mail address of a Vendure administrator made for Koppel alone.',
  }),
  password: z.string().min(1).max(200).meta({
    title: 'Password',
    description: 'The password of that administrator. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
  channelToken: z.string().trim().max(200).optional().meta({
    title: 'Channel token',
    description:
      'Only for a shop with several channels: the token of the one to connect, from Settings, Channels. Empty means the default channel.',
  }),
});

/** Vendure 3, through its admin GraphQL API (docs.vendure.io/reference/graphql-api/admin). */
export const vendure = defineConnector({
  id: 'vendure',
  name: 'Vendure',
  roles: ['shop', 'catalogue'],
  summary:
    'Open-source webshop. Articles, stock and prices go to the shop; orders with their customers, and what was paid for them and given back, come from it.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields,
  authentication: vendureAuthentication,
  baseUrl: (values, host) => host.override ?? addressOf(values),
  // Vendure has no limit of its own; a few calls at once keep a small server answering its visitors.
  limits: () => ({ concurrency: 4 }),
  budgetKey: addressOf,
  isUnauthorized: isSessionRefused,
  isOwnRefusal,
  test: (context) => runChecks(checks, context, {}),
  choices: {
    warehouses: listStockLocations,
    channels: listChannels,
    tax_classes: listTaxCategories,
    vat_rates: listVatRates,
    order_statuses: listOrderStates,
    payment_methods: listPaymentMethods,
    vat_number_fields: listVatNumberFields,
    orders_from: ordersFromChoices(orderReader),
  },
  proposals: {
    tax_classes: proposeTaxCategories,
    warehouses: async (context, warehouses) =>
      proposeStockLocations(warehouses, await listStockLocations(context), reason('vendure.stock_location_gap')),
  },
  readers: { order: orderReader, credit: creditReader, payment: paymentReader },
  writers: { product: productWriter, stock_level: stockLevelWriter, price: priceWriter },
});
