import { sandboxApp, startExactOnlineSimulator } from '@koppel/simulator-exact-online';
import { startWooCommerceSimulator } from '@koppel/simulator-woocommerce';
import { benchItems } from './src/items.ts';
import type { SimulatorOrder } from './src/simulators.ts';

/** One simulator as a process of its own, empty of everything but the benchmark's data; it ends with its parent. */
async function start(order: SimulatorOrder): Promise<string> {
  if (order.kind === 'woocommerce') return (await startWooCommerceSimulator()).url;
  const { url } = await startExactOnlineSimulator({
    port: order.port,
    apps: [{ ...sandboxApp, redirectUris: [order.redirectUri] }],
    seed: benchItems(order.records),
    limits: { perMinute: 1_000_000, perDay: 10_000_000, tokenCallsPerDay: 100_000 },
  });
  return url;
}

process.once('message', (order: SimulatorOrder) => {
  void start(order).then((url) => process.send?.({ url }));
});
process.once('disconnect', () => process.exit(0));
