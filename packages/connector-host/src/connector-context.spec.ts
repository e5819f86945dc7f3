import type { Connector } from '@koppel/connector-sdk';
import { headerCredentials } from './authentication.js';
import { createConnectorContext } from './connector-context.js';
import { closeHttpPools } from './http-transport.js';
import { localRateBudget } from './rate-budget.js';
import { json, startHttpStub, type HttpStub } from './testing/http-stub.js';

let stub: HttpStub;
beforeAll(async () => {
  stub = await startHttpStub((_request, response) => json(response, 200, { isValid: true }));
});
afterAll(async () => {
  await closeHttpPools();
  await stub.stop();
});

const connector = {
  id: 'toy',
  name: 'Toy',
  baseUrl: () => 'https://toy.example',
  authentication: { kind: 'header', headers: {} },
  services: [{ id: 'register', name: 'Register', baseUrl: 'https://register.example/api' }],
} as unknown as Connector;

const aContext = () => {
  const access = { credentials: headerCredentials({ authorization: 'Bearer secret' }), epoch: 1 };
  return createConnectorContext({
    connector,
    fields: {},
    host: {},
    serviceHosts: { register: `${stub.origin}/api` },
    access: { current: () => Promise.resolve(access), renew: () => Promise.resolve(access) },
    budget: localRateBudget({ concurrency: 1 }),
    outbound: { allowPrivateAddresses: true },
    signal: new AbortController().signal,
    log: { info() {}, warn() {} },
  });
};

describe('a service beside the application', () => {
  it('is called at its own address, without the credentials of the application', async () => {
    const answer = await aContext().services?.['register']?.request({ method: 'GET', url: 'ms/DE/vat/1' });
    expect(answer?.body).toEqual({ isValid: true });
    expect(stub.seen).toMatchObject([{ path: '/api/ms/DE/vat/1' }]);
    expect(stub.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each(['https://toy.example/x', 'https://elsewhere.example/x'])('is no way to %s', async (url) => {
    await expect(aContext().services?.['register']?.request({ method: 'GET', url })).rejects.toMatchObject({
      reason: { code: 'http.other_address' },
    });
  });

  it('is not reached through the door of the application', async () => {
    await expect(aContext().http.request({ method: 'GET', url: `${stub.origin}/x` })).rejects.toMatchObject({
      reason: { code: 'http.other_address' },
    });
  });
});
