import { closeHttpPools } from '@koppel/connector-host';
import { deliverToShop } from './slow-shop.js';

// The times of a shop that takes 0.6 s for each product where a call may take 20 s, in the same ratio and shorter.
const slow = { saveMs: 45, workers: 8, limitMs: 1_500 };
const fast = { saveMs: 0, workers: 8, limitMs: 20_000 };

describe('a shop that saves slowly', () => {
  afterAll(() => closeHttpPools());

  it('takes all products, stock and prices, with few calls that were given up and no record sent a third time', async () => {
    const count = 250;
    for (const { delivered, givenUp, maxSends } of await deliverToShop(count, slow)) {
      expect(delivered).toBe(count);
      expect(givenUp).toBeLessThanOrEqual(3);
      expect(maxSends).toBeLessThanOrEqual(2);
    }
  });

  it('costs a fast one no more calls than 50 writes and 50 look-ups for 2,328 records', async () => {
    const flows = await deliverToShop(2_328, fast);
    const written = { delivered: 2_328, writes: 47, pauses: 0 };
    expect(flows.map(({ delivered, writes, reads, pauses }) => ({ delivered, writes, reads, pauses }))).toEqual([
      { ...written, reads: 24 + taxes.length },
      { ...written, reads: 24 },
      { ...written, reads: 24 + taxes.length + 1 },
    ]);
  });
});

/** What is asked for once a flow that needs tax classes; prices need `settings/tax` too. */
const taxes = ['settings/general', 'taxes/classes', 'taxes'];
