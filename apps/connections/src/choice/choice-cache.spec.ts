import type { Choice } from '@koppel/contracts';
import { ChoiceCache, choiceLifeMs, maxCachedLists } from './choice-cache.js';

describe('ChoiceCache', () => {
  let nowMs = 0;
  let loads = 0;
  let cache: ChoiceCache;
  const load = (): Promise<Choice[]> => Promise.resolve([{ value: String((loads += 1)), label: 'One' }]);
  const valueOf = async (key: string) => (await cache.get(key, load))[0]?.value;

  beforeEach(() => {
    nowMs = 0;
    loads = 0;
    cache = new ChoiceCache(() => new Date(nowMs));
  });

  it('asks once for many at a time, and again after a while', async () => {
    expect(await Promise.all([valueOf('a'), valueOf('a'), valueOf('b')])).toEqual(['1', '1', '2']);
    nowMs = choiceLifeMs - 1;
    expect(await valueOf('a')).toBe('1');
    nowMs = choiceLifeMs;
    expect(await valueOf('a')).toBe('3');
  });

  it('keeps no failure', async () => {
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await valueOf('a')).toBe('1');
  });

  it('drops the oldest list when there are too many', async () => {
    for (let index = 0; index <= maxCachedLists; index += 1) await valueOf(String(index));
    expect(await valueOf(String(maxCachedLists))).toBe(String(maxCachedLists + 1));
    expect(await valueOf('0')).toBe(String(maxCachedLists + 2));
  });
});
