import { readRates } from '@koppel/connector-sdk';
import {
  exactAccountKey,
  exactAuthentication,
  exactBaseUrl,
  exactBudgetKey,
  exactOnlineFields,
  exactRateSources,
} from './auth.js';
import { reasons } from './reasons.js';

const { refresh } = exactAuthentication;
const aRefusal = (change: Partial<Parameters<typeof refresh.isGrantLost>[0]> = {}) => ({
  status: 400,
  headers: {},
  error: 'invalid_request',
  description: '',
  ...change,
});

describe('addresses', () => {
  it.each([
    ['nl', 'https://start.exactonline.nl'],
    ['be', 'https://start.exactonline.be'],
    ['fr', 'https://start.exactonline.fr'],
    ['uk', 'https://start.exactonline.co.uk'],
  ])('finds the host of %s', (country, origin) => {
    expect(exactBaseUrl({ country }, {})).toBe(origin);
    expect(exactAuthentication.authorizeUrl({ country }, {})).toBe(`${origin}/api/oauth2/auth`);
    expect(exactAuthentication.tokenUrl({ country }, {})).toBe(`${origin}/api/oauth2/token`);
  });

  it('takes the sandbox where the operator gives one', () => {
    expect(exactAuthentication.tokenUrl({ country: 'nl' }, { override: 'http://localhost:8201' })).toBe(
      'http://localhost:8201/api/oauth2/token',
    );
  });
});

describe('fields', () => {
  const fields = {
    clientId: '0d8ba9f6-1111-4d4a-9c5b-3e8f7d2a6b10',
    clientSecret: 'secret',
    country: 'nl',
    division: '1234567',
  };

  it('accepts a filled form', () => {
    expect(exactOnlineFields.parse(fields)).toEqual(fields);
  });

  it.each(['NL', 'Nl', 'de', ''])('refuses the country "%s" and names those that exist', (country) => {
    const problem = exactOnlineFields.safeParse({ ...fields, country }).error?.issues[0];
    expect(problem?.path).toEqual(['country']);
    expect(problem?.message).toBe('exact_online.field_country');
    expect(reasons.en['exact_online.field_country']).toContain('nl, be, fr or uk, in lower case');
  });

  it.each(['12.345', '0123', 'A1', ''])('refuses the division "%s"', (division) => {
    expect(exactOnlineFields.safeParse({ ...fields, division }).success).toBe(false);
  });
});

describe('refresh', () => {
  it('knows a refusal that only came too early', () => {
    const byText = aRefusal({ error: 'access_denied', description: 'Rate limit exceeded: access_token not expired' });
    const byHeader = aRefusal({ headers: { reason: 'TooEarlyToRefreshTokens: wait' } });
    for (const refusal of [byText, byHeader]) {
      expect(refresh.isTooEarly?.(refusal)).toBe(true);
      expect(refresh.isGrantLost(refusal)).toBe(false);
    }
  });

  it.each([
    aRefusal({ description: 'The refresh token expired at 2026-01-01 and it is now 2026-02-02' }),
    aRefusal({ error: 'invalid_grant' }),
    aRefusal({ error: 'unauthorized_client' }),
  ])('knows a lost grant: $error $description', (refusal) => {
    expect(refresh.isGrantLost(refusal)).toBe(true);
    expect(refresh.isTooEarly?.(refusal)).toBe(false);
  });

  it('does not take an outage for a lost grant', () => {
    expect(refresh.isGrantLost(aRefusal({ status: 503, error: '', description: 'Service unavailable' }))).toBe(false);
  });
});

describe('rate', () => {
  it('reads both budgets', () => {
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': '1795478400000',
      'x-ratelimit-minutely-limit': '60',
      'x-ratelimit-minutely-remaining': '0',
      'x-ratelimit-minutely-reset': '1795427460000',
    };
    expect(readRates(exactRateSources, { headers, body: undefined }, 0)).toEqual({
      windows: {
        day: { limit: 5000, remaining: 4999, resetsAtMs: 1795478400000 },
        minute: { limit: 60, remaining: 0, resetsAtMs: 1795427460000 },
      },
    });
  });

  it('takes a missing header for unknown, not for zero', () => {
    const headers = { 'x-ratelimit-minutely-reset': '1795427460000' };
    expect(readRates(exactRateSources, { headers, body: undefined }, 0)).toEqual({
      windows: { minute: { limit: undefined, remaining: undefined, resetsAtMs: 1795427460000 } },
    });
  });
});

it('counts calls by app and division', () => {
  const fields = { country: 'nl', clientId: 'app-1', division: '7' };
  expect(exactBudgetKey(fields)).toBe(exactBudgetKey({ ...fields }));
  expect(exactBudgetKey(fields)).not.toBe(exactBudgetKey({ ...fields, division: '8' }));
});

it('knows an administration also by another app', () => {
  const fields = { country: 'nl', clientId: 'one', division: '7' };
  expect(exactAccountKey(fields)).toBe(exactAccountKey({ ...fields, clientId: 'other' }));
  expect(exactAccountKey(fields)).not.toBe(exactAccountKey({ ...fields, division: '8' }));
  expect(exactAccountKey(fields)).not.toBe(exactAccountKey({ ...fields, country: 'be' }));
});
