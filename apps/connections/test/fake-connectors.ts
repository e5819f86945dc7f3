import { defineConnector, type Connector, type OAuth2Authentication } from '@koppel/connector-sdk';
import { defineReasons, reasonsOf } from '@koppel/contracts';
import { z } from 'zod';

const reasons = defineReasons({
  en: { 'fake.log_in': 'Log in', 'fake.logged_in': 'Logged in.' },
  nl: { 'fake.log_in': 'Inloggen', 'fake.logged_in': 'Ingelogd.' },
});
const reason = reasonsOf(reasons);

const common = {
  name: 'Fake',
  roles: ['shop'],
  reasons,
  summary: '',
  logoSvg: '',
  manualUrl: new URL('file:///dev/null'),
  limits: () => ({ concurrency: 2 }),
  readers: {},
  writers: {},
  baseUrl: (_fields, host) => host.override ?? 'https://fake.example',
} as const satisfies Partial<Connector>;

async function whoAmI({ http }: Parameters<Connector['test']>[0]) {
  await http.request({ method: 'GET', url: '/me' });
  return [{ id: 'me', title: reason('fake.log_in'), status: 'passed' as const, reason: reason('fake.logged_in') }];
}

export const appSecret = 'app-secret-1234567890';

/** Code, PKCE and rotation, at any provider of the usual shape. */
export function anOAuthConnector(
  id: string,
  paths: { authorize: string; token: string },
  overrides: Partial<OAuth2Authentication> = {},
): Connector {
  return defineConnector({
    ...common,
    id,
    fields: z.object({
      clientId: z.string().min(1).meta({ title: 'Client ID' }),
      clientSecret: z.string().min(1).meta({ title: 'Client secret', 'x-secret': true }),
      country: z.enum(['nl', 'be']).default('nl').meta({ title: 'Country' }),
      shop: z.string().optional().meta({ title: 'Shop' }),
    }),
    authentication: {
      kind: 'oauth2',
      clientIdField: 'clientId',
      clientSecretField: 'clientSecret',
      authorizeUrl: (fields, host) =>
        `${host.override ?? `https://${String(fields['country'])}.example`}${paths.authorize}`,
      tokenUrl: (fields, host) => `${host.override ?? `https://${String(fields['country'])}.example`}${paths.token}`,
      scopes: ['openid'],
      usesPkce: true,
      clientAuthentication: 'basic',
      refresh: { earlyMs: 30_000, isRotating: true, isGrantLost: ({ error }) => error === 'invalid_grant' },
      ...overrides,
    },
    test: whoAmI,
  });
}

export const fixedKey = defineConnector({
  ...common,
  id: 'fixed-key',
  fields: z.object({
    url: z.string().min(1).meta({ title: 'Address' }),
    key: z.string().min(4).meta({ title: 'Key', 'x-secret': true }),
  }),
  authentication: { kind: 'header', headers: { authorization: 'Key {key}' } },
  test: whoAmI,
});

export const logIn = defineConnector({
  ...common,
  id: 'log-in',
  fields: z.object({ password: z.string().min(1).meta({ title: 'Password', 'x-secret': true }) }),
  authentication: {
    kind: 'session',
    async login({ http, secrets }) {
      const { body } = await http.request<{ token: string }>({
        method: 'POST',
        url: '/login',
        body: { password: secrets['password'] },
      });
      return { headers: { 'x-session': body.token }, expiresInMs: 3_600_000 };
    },
  },
  test: whoAmI,
});

/** Takes its key in one of two headers, by the server that it runs on. */
export const manyWays = defineConnector({
  ...common,
  id: 'many-ways',
  fields: z.object({
    url: z.string().min(1).meta({ title: 'Address' }),
    key: z.string().min(4).meta({ title: 'Key', 'x-secret': true }),
  }),
  authentication: {
    kind: 'alternatives',
    ways: {
      usual: { kind: 'header', headers: { 'x-dropped': 'Key {key}' } },
      other: { kind: 'header', headers: { authorization: 'Key {key}' } },
    },
    waysAt: () => ['usual', 'other'],
  },
  async test(context) {
    try {
      return await whoAmI(context);
    } catch {
      context.ways?.choose('other');
      return whoAmI(context);
    }
  },
});
