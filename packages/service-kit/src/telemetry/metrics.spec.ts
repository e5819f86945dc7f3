import { Logger } from '@nestjs/common';
import { addStateCollector, exposeMetrics, Gauge, metricsRegistry } from './metrics.js';

const depth = new Gauge({ name: 'test_depth', help: 'of a test', labelNames: ['of'], registers: [metricsRegistry] });
let remove: (() => void) | undefined;
beforeAll(() => Logger.overrideLogger(false));
afterEach(() => remove?.());

describe('metrics of state', () => {
  it('are read once for several who ask at the same time', async () => {
    let reads = 0;
    remove = addStateCollector({
      state: 'test',
      gauges: [depth],
      collect: () => Promise.resolve(depth.set({ of: 'queue' }, ++reads)),
    });
    const texts = await Promise.all([exposeMetrics(), exposeMetrics()]);
    expect(texts[0]).toContain('test_depth{of="queue"} 1');
    expect(await exposeMetrics()).toContain('test_depth{of="queue"} 1');
    expect(reads).toBe(1);
  });

  it('are absent and counted when they cannot be read', async () => {
    depth.set({ of: 'queue' }, 7);
    remove = addStateCollector({ state: 'broken', gauges: [depth], collect: () => Promise.reject(new Error('away')) });
    const text = await exposeMetrics();
    expect(text).not.toContain('test_depth{');
    expect(text).toContain('koppel_state_collection_failures_total{state="broken"} 1');
  });
});
