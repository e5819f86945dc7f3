import { defineConnector, type Connector } from '@koppel/connector-sdk';
import { z } from 'zod';
import { changesCredentials, mergeFields } from './connection-fields.js';

const shop = defineConnector({
  id: 'shop',
  name: 'Shop',
  roles: ['shop'],
  reasons: { en: {}, nl: {} },
  summary: '',
  logoSvg: '',
  manualUrl: new URL('file:///dev/null'),
  limits: () => ({ concurrency: 2 }),
  readers: {},
  writers: {},
  fields: z.object({
    shopUrl: z.url().meta({ title: 'Shop address' }),
    label: z.string().optional(),
    consumerKey: z.string().meta({ title: 'Key', 'x-secret': true }),
    consumerSecret: z.string().meta({ title: 'Secret', 'x-secret': true }),
  }),
  baseUrl: (fields) => `${String(fields['shopUrl'])}/wp-json`,
  authentication: { kind: 'basic', username: '{consumerKey}', password: '{consumerSecret}' },
  test: () => Promise.resolve([]),
} satisfies Connector);

const before = {
  fields: { shopUrl: 'https://shop.example/nl' },
  secrets: { consumerKey: 'ck_1', consumerSecret: 'cs_1' },
};
const merge = (changes: Record<string, string | null>) => mergeFields(shop, { before, changes, host: {} });

it.each([
  ['another host', 'https://evil.example/nl'],
  ['another port', 'https://shop.example:8443/nl'],
  ['plain http', 'http://shop.example/nl'],
  ['a host that only begins alike', 'https://shop.example.evil.example/nl'],
  ['a user before the host', 'https://shop.example@evil.example/nl'],
])('asks for every secret again when the address moves to %s', (_what, shopUrl) => {
  expect(() => merge({ shopUrl })).toThrow(
    expect.objectContaining({
      code: 'connection.fields_invalid',
      problems: ['consumerKey', 'consumerSecret'].map((path) => ({ path, code: 'field.enter_again', params: {} })),
    }),
  );
});

it('asks only for the secret that was not entered again', () => {
  expect(() => merge({ shopUrl: 'https://evil.example', consumerKey: 'ck_2' })).toThrow(
    expect.objectContaining({ problems: [{ path: 'consumerSecret', code: 'field.enter_again', params: {} }] }),
  );
});

it('moves to another host with the secrets for it', () => {
  const moved = merge({ shopUrl: 'https://new.example', consumerKey: 'ck_2', consumerSecret: 'cs_2' });
  expect(moved).toMatchObject({ shopUrl: 'https://new.example', consumerSecret: 'cs_2' });
});

it.each<Record<string, string>>([
  { shopUrl: 'https://SHOP.example/be' },
  { label: 'Main shop' },
  { consumerSecret: '' },
])('keeps the secrets for %j', (changes) => {
  expect(merge(changes)).toMatchObject({ ...before.secrets });
});

describe('a grant', () => {
  const provider = 'https://login.example';
  const oauthShop = defineConnector({
    ...shop,
    fields: z.object({
      shopUrl: z.url().meta({ title: 'Shop address' }),
      clientId: z.string().meta({ title: 'Client ID' }),
      clientSecret: z.string().meta({ title: 'Client secret', 'x-secret': true }),
    }),
    authentication: {
      kind: 'oauth2',
      clientIdField: 'clientId',
      clientSecretField: 'clientSecret',
      authorizeUrl: () => `${provider}/authorize`,
      tokenUrl: () => `${provider}/token`,
      scopes: [],
      usesPkce: true,
      clientAuthentication: 'basic',
    },
  } satisfies Connector);
  const form = (shopUrl: string) => ({ fields: { shopUrl, clientId: 'app' }, secrets: { clientSecret: 'secret' } });

  it.each([
    ['is asked for again', 'https://moved.example/nl', true],
    ['stays where only the path changes', 'https://shop.example/be', false],
  ])('%s when the shop is at %s, with the same app and secret', (_what, shopUrl, isChanged) => {
    const change = { before: form('https://shop.example/nl'), now: form(shopUrl), host: {} };
    expect(changesCredentials(oauthShop, change)).toBe(isChanged);
  });

  it('stays when only the secret changes that the application signs its calls with', () => {
    const hooks = { secretField: 'hookSecret' } as Connector['hooks'];
    const [now, before] = [form('https://shop.example'), form('https://shop.example')];
    const change = { before, now: { ...now, secrets: { ...now.secrets, hookSecret: 'signs' } }, host: {} };
    expect(changesCredentials({ ...oauthShop, hooks }, change)).toBe(false);
    expect(changesCredentials(oauthShop, change)).toBe(true);
  });
});
