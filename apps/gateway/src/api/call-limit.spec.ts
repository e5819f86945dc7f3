import { CallLimit, windowMs } from './call-limit.js';

describe('CallLimit', () => {
  it('refuses what is over the limit of a key until its window ends, and says when that is', () => {
    let now = 1_000_000;
    const limit = new CallLimit(2, () => now);
    const call = (key: string) => () => limit.count(key);
    expect(call('a')).not.toThrow();
    now += 20_000;
    expect(call('a')).not.toThrow();
    expect(call('a')).toThrow(expect.objectContaining({ code: 'request.too_many', details: { seconds: 40 } }));
    expect(call('b')).not.toThrow();
    now += windowMs;
    expect(call('a')).not.toThrow();
  });

  it('counts a flood of keys together', () => {
    const limit = new CallLimit(1, () => 0);
    for (let key = 0; key < 50_000; key += 1) limit.count(String(key));
    limit.count('one more');
    expect(() => limit.count('and another')).toThrow(expect.objectContaining({ code: 'request.too_many' }));
  });
});
