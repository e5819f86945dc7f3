import { readAhead } from './read-ahead.js';

describe('reading ahead', () => {
  it('fetches one page ahead and never more', async () => {
    let fetched = 0;
    const pages = readAhead(async function* () {
      for (;;) yield (fetched += 1);
    });
    await expect(pages.next()).resolves.toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(fetched).toBe(2);
    await expect(pages.next()).resolves.toBe(2);
    pages.stop();
  });

  it('gives the pages before an error first', async () => {
    const pages = readAhead(async function* () {
      yield 1;
      throw new Error('the source is down');
    });
    await expect(pages.next()).resolves.toBe(1);
    await expect(pages.next()).rejects.toThrow('the source is down');
  });
});
