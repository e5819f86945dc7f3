import { closeHttpPools } from '@koppel/connector-host';
import { deliverToShop, type FlowFigures } from '../../packages/connectors/registry/test/slow-shop.js';

const count = 2_300;
const shops = {
  slow: { saveMs: 600, workers: 8, limitMs: 20_000 },
  fast: { saveMs: 0, workers: 8, limitMs: 20_000 },
};

function tableOf(name: string, flows: readonly FlowFigures[]): string {
  const line = ({ entity, seconds, delivered, writes, reads, givenUp, maxSends, pauses }: FlowFigures) =>
    [entity.padEnd(12), seconds.toFixed(1), delivered, writes, reads, givenUp, maxSends, pauses].join('  ');
  const head = 'flow          seconds  delivered  POST  GET  given up  most sends  pauses';
  return `${name} shop, ${count} records a flow\n  ${[head, ...flows.map(line)].join('\n  ')}\n`;
}

afterAll(() => closeHttpPools());

it.each(['fast', 'slow'] as const)(
  'a %s shop takes products, stock and prices with at most three given-up calls a flow',
  async (name) => {
    const flows = await deliverToShop(count, shops[name]);
    process.stderr.write(tableOf(name, flows));
    for (const { delivered, givenUp, maxSends } of flows) {
      expect(delivered).toBe(count);
      expect(givenUp).toBeLessThanOrEqual(name === 'fast' ? 0 : 3);
      expect(maxSends).toBeLessThanOrEqual(2);
    }
  },
  3_600_000,
);
