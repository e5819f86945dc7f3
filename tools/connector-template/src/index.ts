import { defineConnector, runChecks } from '@koppel/connector-sdk';
import { z } from 'zod';
import { checks } from './connection-test.js';
import { logoSvg } from './logo.js';
import { productReader } from './products.js';
import { reasons } from './reasons.js';
import { dutch } from './texts.nl.js';

const fields = z.object({
  address: z
    .string()
    .trim()
    .regex(/^https?:\/\/\S+$/, 'field.url')
    .max(300)
    .meta({ title: 'Address', description: 'The address of Acme Shop, such as https://acme-shop.example.com.' }),
  apiKey: z.string().trim().min(1).max(200).meta({
    title: 'API key',
    description: 'A key made for Koppel alone. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
});

export const acmeShop = defineConnector({
  id: 'acme-shop',
  name: 'Acme Shop',
  roles: ['catalogue'],
  summary: 'Articles come from Acme Shop.',
  logoSvg,
  manualUrl: new URL('../manual.md', import.meta.url),
  translations: { nl: dutch },
  reasons,
  fields,
  authentication: { kind: 'header', headers: { 'x-api-key': '{apiKey}' } },
  baseUrl: ({ address }, host) => host.override ?? String(address).replace(/\/+$/, ''),
  limits: () => ({ concurrency: 2 }),
  test: (context) => runChecks(checks, context, undefined),
  readers: { product: productReader },
  writers: {},
});
