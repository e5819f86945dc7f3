import { exactOnline } from '@koppel/connector-exact-online';
import { defineConnector } from '@koppel/connector-sdk';
import { proposalGet, type ConnectionId } from '@koppel/contracts';
import { aPerson } from '@koppel/service-kit/testing';
import { sandboxApp, startExactOnlineSimulator, type ExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { fixedKey } from './fake-connectors.js';
import { followOnce, Harness, type Replica } from './harness.js';

const person = aPerson();
const shopConnector = defineConnector({
  ...fixedKey,
  id: 'shop',
  choices: {
    vat_rates: () => Promise.resolve(['NL:21', 'BE:21'].map((value) => ({ value, label: value }))),
  },
});

describe('proposals for a table of settings', () => {
  let harness: Harness;
  let replica: Replica;
  let exact: ExactOnlineSimulator;
  let books: ConnectionId;
  let shop: ConnectionId;

  beforeAll(async () => {
    harness = await Harness.create();
    exact = await startExactOnlineSimulator({ seedItems: 5, now: () => harness.clock.now().getTime() });
    replica = await harness.start({ connectors: [exactOnline, shopConnector], hosts: { 'exact-online': exact.url } });
    exact.control.setConsent('allow');
    const { clientId, clientSecret } = sandboxApp;
    const fields = { clientId, clientSecret, country: 'nl', division: String(exact.division) };
    books = (await replica.create('exact-online', fields)).id;
    await replica.finish(await followOnce(await replica.begin(books)));
    shop = (await replica.create('shop', { url: 'x', key: 'right' })).id;
  });
  afterAll(async () => {
    await harness?.close();
    await exact?.close();
  });

  const propose = (connectionId: ConnectionId, keyConnectionId: ConnectionId, kind = 'vat_codes', context = person) =>
    replica.client.call(proposalGet, { connectionId, kind, keyConnectionId, keyKind: 'vat_rates' }, context);

  it('come from what both applications have', async () => {
    await expect(propose(books, shop)).resolves.toMatchObject({
      isSupported: true,
      isComplete: true,
      rows: expect.arrayContaining([{ key: 'NL:21', value: '2' }]),
      gaps: [{ reason: { code: 'exact_online.vat_gap_foreign' }, rows: [{ key: 'BE:21' }] }],
    });
  });

  it('say when the other application does not list its keys', async () => {
    await expect(propose(books, books)).resolves.toMatchObject({ isSupported: true, isComplete: false, gaps: [] });
  });

  it('are none where the connector has no idea', async () => {
    const none = { isSupported: false, isComplete: true, rows: [], gaps: [] };
    await expect(propose(books, shop, 'items')).resolves.toEqual(none);
    await expect(propose(shop, books)).resolves.toEqual(none);
  });

  it('keep organizations apart', async () => {
    const stranger = aPerson({ organizationId: 'org-2' });
    await expect(propose(books, shop, 'vat_codes', stranger)).rejects.toMatchObject({ code: 'connection.not_found' });
  });

  it('say that an application is down', async () => {
    exact.control.injectFault({ kind: '500', path: 'VATCodes', times: 10 });
    await expect(propose(books, shop)).rejects.toMatchObject({ code: 'connection.application_down' });
  });
});
