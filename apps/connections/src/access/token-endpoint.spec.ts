import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Applications } from '../applications/applications.js';
import { defaultTiming } from '../timing.js';
import { normaliseTokens, TokenEndpointService } from './token-endpoint.service.js';

const given = { access_token: 'access', token_type: 'bearer' };

it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['expires_in as a string', { expires_in: '600' }, { expires_in: 600 }],
  ['expires_in null', { expires_in: null }, {}],
  ['expires_in empty', { expires_in: '' }, {}],
  ['expires_in zero', { expires_in: 0 }, {}],
  ['expires_in that is no number', { expires_in: 'never' }, {}],
  ['expires_in beyond any life', { expires_in: 9_007_199_254_740_991 }, {}],
  ['expires_in as a very long string', { expires_in: '9'.repeat(400) }, {}],
  ['refresh_token null', { refresh_token: null }, {}],
  ['refresh_token empty', { refresh_token: '' }, {}],
  ['refresh_token', { refresh_token: 'r'.repeat(20_000) }, { refresh_token: 'r'.repeat(20_000) }],
  ['token_type null', { token_type: null }, {}],
  ['token_type in capitals', { token_type: 'Bearer' }, {}],
  ['an id token, which nobody reads', { id_token: 'not one', scope: ['a'] }, {}],
])('keeps the tokens beside %s', (_what, answer, expected) => {
  expect(normaliseTokens({ ...given, ...answer })).toEqual({ ...given, ...expected });
});

it('leaves what is no answer as it is', () => {
  expect(normaliseTokens(undefined)).toBeUndefined();
  expect(normaliseTokens(['a'])).toEqual(['a']);
});

describe('a token request', () => {
  const server = createServer((_request, response) => response.writeHead(200).end('{}'));
  const applications = { outbound: { allowPrivateAddresses: true } } as Applications;
  const service = new TokenEndpointService(applications, defaultTiming);
  let tokenUrl: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  });
  afterAll(async () => {
    await service.onApplicationShutdown();
    server.close();
  });

  it.each([
    ['nothing when the client ID is missing', { clientId: '' }, false],
    ['nothing when the address is none', { tokenUrl: 'not an address' }, false],
    ['perhaps something when the answer is no access', {}, true],
  ])('has done %s', async (_what, change, isOutcomeUnknown) => {
    const parameters = { grant_type: 'refresh_token', refresh_token: 'refresh' };
    const app = { application: 'Fake', clientAuthentication: 'basic' as const, clientId: 'app', clientSecret: 's' };
    const request = service.request({ ...app, tokenUrl, parameters, ...change });
    await expect(request).rejects.toMatchObject({ name: 'TokenEndpointDown', isOutcomeUnknown });
  });
});
