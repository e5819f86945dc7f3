import { describeConnector } from '@koppel/connector-host/conformance';
import { acmeShop } from '../src/index.js';
import { startAcmeShop } from './simulator.js';

describeConnector(acmeShop, {
  async start() {
    const server = await startAcmeShop();
    const connection = (address: string, apiKey: string) => ({ fields: { address }, secrets: { apiKey }, host: {} });
    return {
      origin: server.origin,
      // `origin` is the kit's proxy, which stands before the application.
      connection: (origin) => connection(origin, server.key),
      // Not a word of any message: the kit checks that no result of the test contains the secret.
      wrongConnection: (origin) => connection(origin, 'not-this-key'),
      readers: { product: { leastRecords: 3, pageSize: 2 } },
      writers: {},
      stop: () => server.stop(),
    };
  },
});
