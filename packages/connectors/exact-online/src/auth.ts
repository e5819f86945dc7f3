import type { Fields, Host, OAuth2Authentication, RateSource, TokenRefusal } from '@koppel/connector-sdk';
import { z } from 'zod';

/** Countries of Exact Online, with the end of their address and the time zone of their dates. */
export const countries = {
  nl: { domain: 'nl', timeZone: 'Europe/Amsterdam', code: 'NL' },
  be: { domain: 'be', timeZone: 'Europe/Brussels', code: 'BE' },
  fr: { domain: 'fr', timeZone: 'Europe/Paris', code: 'FR' },
  uk: { domain: 'co.uk', timeZone: 'Europe/London', code: 'GB' },
} as const;

export const exactOnlineFields = z.object({
  clientId: z
    .string()
    .trim()
    .regex(/^\{?[\w-]{8,64}\}?$/, 'exact_online.field_client_id')
    .meta({
      title: 'Client ID',
      description:
        'Stands with your app in the Exact Online App Center under "Manage my apps". The manual shows how to register the app.',
    }),
  clientSecret: z.string().trim().min(1, 'exact_online.field_client_secret').max(200).meta({
    title: 'Client secret',
    description: 'Stands below the Client ID of the same app. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
  country: z.enum(['nl', 'be', 'fr', 'uk'], { error: 'exact_online.field_country' }).meta({
    title: 'Country',
    description:
      'Where your Exact Online runs: look at the address after you log in. Choose nl, be, fr or uk, in lower case: the country of your Exact Online address, for example start.exactonline.nl.',
    'x-labels': { nl: 'Netherlands', be: 'Belgium', fr: 'France', uk: 'United Kingdom' },
  }),
  division: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,9}$/, 'exact_online.field_division')
    .meta({
      title: 'Division',
      description:
        'The number of the administration that records go to and come from. It stands in the address after "_Division_=" when the administration is open.',
    }),
  webhookSecret: z.string().trim().max(200).optional().meta({
    title: 'Webhook secret',
    description:
      'Optional. Stands with your app in the App Center. With it Koppel checks that calls for changes come from Exact Online. It is stored encrypted and never shown again.',
    'x-secret': true,
  }),
});

/** Where the API and the log-in of this connection live; the operator's sandbox where one is given. */
export function exactBaseUrl(fields: Fields, host: Host): string {
  if (host.override) return host.override;
  const country = exactOnlineFields.shape.country.parse(fields.country);
  return `https://start.exactonline.${countries[country].domain}`;
}

function isTooEarly({ error, description, headers }: TokenRefusal): boolean {
  if (/TooEarlyToRefreshTokens/i.test(headers.reason ?? '')) return true;
  return error === 'access_denied' && /access_token not expired/i.test(description);
}

const lostGrantErrors: ReadonlySet<string> = new Set(['invalid_grant', 'unauthorized_client']);

function isGrantLost(refusal: TokenRefusal): boolean {
  if (isTooEarly(refusal)) return false;
  return lostGrantErrors.has(refusal.error) || /refresh token (?:has )?expired/i.test(refusal.description);
}

/** Exact Online's OAuth 2.0: tokens of 600 s, no refresh before 570 s, a refresh token that works once. */
export const exactAuthentication = {
  kind: 'oauth2',
  clientIdField: 'clientId',
  clientSecretField: 'clientSecret',
  authorizeUrl: (fields, host) => `${exactBaseUrl(fields, host)}/api/oauth2/auth`,
  tokenUrl: (fields, host) => `${exactBaseUrl(fields, host)}/api/oauth2/token`,
  scopes: [],
  usesPkce: false,
  clientAuthentication: 'body',
  extraAuthorizeParameters: { force_login: '0' },
  refresh: {
    notBeforeMs: 570_000,
    earlyMs: 30_000,
    maxIdleMs: 30 * 24 * 60 * 60 * 1000,
    isRotating: true,
    isTooEarly,
    isGrantLost,
  },
} satisfies OAuth2Authentication;

function sourceOf(window: string, prefix: string): RateSource {
  return {
    of: window,
    limit: { header: `${prefix}-limit` },
    remaining: { header: `${prefix}-remaining` },
    resets: { header: `${prefix}-reset`, as: 'epochMs' },
  };
}

/** Both budgets stand in every answer; a header that is missing means unknown, not zero. */
export const exactRateSources: readonly RateSource[] = [
  sourceOf('minute', 'x-ratelimit-minutely'),
  sourceOf('day', 'x-ratelimit'),
];

/** Exact Online counts per app and division (support.exactonline.com, "API limits"). */
/** Several apps may write to one administration. */
export function exactAccountKey({ country, division }: Fields): string {
  return `${String(country)}:${String(division)}`;
}

export function exactBudgetKey({ country, clientId, division }: Fields): string {
  return `${String(country)}:${String(clientId)}:${String(division)}`;
}
