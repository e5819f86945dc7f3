import type { Connector } from '@koppel/connector-sdk';
import { createServer } from 'node:http';
import { aFlow, aFlowApart, others } from './fake-services.js';
import { FakeWorld, shopFailures } from './fake-world.js';
import { Harness } from './harness.js';
import { waitUntil } from '../../../tools/wait-until.ts';

class AddresslessWorld extends FakeWorld {
  isAddressless = false;

  override connectors(): Connector[] {
    const baseUrl = (known: string) => {
      if (this.isAddressless) throw new TypeError('no address');
      return known;
    };
    return super.connectors().map((connector) => ({
      ...connector,
      baseUrl: (fields, host) => baseUrl(connector.baseUrl(fields, host)),
    }));
  }
}

describe('opening a flow', () => {
  let harness: Harness;
  const world = new AddresslessWorld();

  beforeAll(async () => {
    harness = await Harness.start();
    world.perMinute = 600;
    world.addRecords(1);
    await harness.runner(world);
  });
  afterAll(() => harness?.stop());

  it('gives the budget of an end back that could not be opened', async () => {
    const flow = aFlowApart();
    world.isAddressless = true;
    expect(await harness.run(flow)).toMatchObject({ state: 'failed' });
    const holders = await harness.query('select 1 from rate_budget_holder where account = any($1)', [
      [flow.sourceConnectionId, flow.targetConnectionId],
    ]);
    expect(holders).toEqual([]);
    world.isAddressless = false;
    expect(await harness.run(flow)).toMatchObject({ state: 'completed' });
  });

  it('names the access that was refused, so that a newer one is not taken for it', async () => {
    const server = createServer((_request, response) =>
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"No"}'),
    ).listen(0, '127.0.0.1');
    await waitUntil(() => server.listening);
    const address = server.address();
    world.pingUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      const flow = aFlowApart();
      expect(await harness.run(flow)).toMatchObject({ state: 'failed' });
      // The first access was refused, then the one in its place, and after a pause the one in place of that.
      expect(others.reports).toMatchObject([
        { connectionId: flow.targetConnectionId, problem: 'unauthorized', epoch: 3 },
      ]);
    } finally {
      server.close();
      world.pingUrl = undefined;
    }
  });

  it('names none where no access was used', async () => {
    others.reports.length = 0;
    world.addRecords(1, 5);
    world.beforeWrite = () => {
      throw shopFailures.refuses(401);
    };
    await harness.run(aFlow());
    expect(others.reports).toHaveLength(1);
    expect(others.reports[0]?.epoch).toBeUndefined();
  });
});
