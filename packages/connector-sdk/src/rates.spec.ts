import { readRates, type RateSource } from './rates.js';

const read = (sources: RateSource[], headers: Record<string, string>, body?: unknown) =>
  readRates(sources, { headers, body }, 1_000_000);

describe('what answers tell of limits', () => {
  it('is read from two numbers in one header', () => {
    const of = { header: 'X-Shop-Call-Limit' };
    const source = { of: 'bucket', used: { ...of, part: 0 }, limit: { ...of, part: 1 } } as const;
    expect(read([source], { 'x-shop-call-limit': '12/40' })).toEqual({ bucket: { size: 40, remaining: 28 } });
  });

  it('is read from the body', () => {
    const status = 'extensions.cost.throttleStatus';
    const source = {
      of: 'bucket',
      limit: { body: `${status}.maximumAvailable` },
      remaining: { body: `${status}.currentlyAvailable` },
      refillPerSecond: { body: `${status}.restoreRate` },
    };
    const throttleStatus = { maximumAvailable: 1000, currentlyAvailable: 0, restoreRate: 50 };
    expect(read([source], {}, { extensions: { cost: { throttleStatus } } })).toEqual({
      bucket: { size: 1000, remaining: 0, refillPerSecond: 50 },
    });
  });

  it.each([
    ['epochMs', '1060000'],
    ['epochSeconds', '1060'],
    ['secondsFromNow', '60'],
  ] as const)('ends at a moment given as %s', (as, value) => {
    const source = { of: 'minute', remaining: { header: 'left' }, resets: { header: 'reset', as } };
    expect(read([source], { left: '3', reset: value })).toEqual({
      windows: { minute: { limit: undefined, remaining: 3, resetsAtMs: 1_060_000 } },
    });
  });

  it('is unknown where it is missing or no number', () => {
    const sources = [
      { of: 'minute', remaining: { header: 'left' } },
      { of: 'bucket', remaining: { body: 'a.b' } },
    ];
    expect(read(sources, { left: 'many' }, { a: null })).toEqual({});
  });
});
