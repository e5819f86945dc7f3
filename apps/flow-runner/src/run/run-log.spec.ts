import { isLoggedPage } from './run-log.js';

describe('the pages that a run log names', () => {
  const logged = (pages: number) => Array.from({ length: pages }, (_, index) => index + 1).filter(isLoggedPage);

  it('are all of a short run, and fewer and fewer of a long one', () => {
    expect(logged(50)).toHaveLength(50);
    expect(logged(80).slice(50)).toEqual([60, 70, 80]);
    expect(logged(100_000).length).toBeLessThanOrEqual(200);
  });
});
