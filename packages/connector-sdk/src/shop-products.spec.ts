import { maxArticlesWithdrawn, maxStockEnded } from './shop-products.js';

describe('how many articles one run may take out of sale', () => {
  it('is a share of what the flow keeps, and always a few', () => {
    const settings = { whenLeft: 'hide', maxLeftPercent: 10 } as const;
    expect([0, 150, 2_328].map((kept) => maxArticlesWithdrawn(settings, kept))).toEqual([20, 20, 232]);
    expect(maxArticlesWithdrawn({ ...settings, maxLeftPercent: 100 }, 2_328)).toBeUndefined();
    expect(maxStockEnded({ stockWhenLeft: 'zero', maxLeftPercent: 0 }, 2_328)).toBe(20);
  });

  it('is all where nothing is done to them', () => {
    expect(maxArticlesWithdrawn({ whenLeft: 'leave', maxLeftPercent: 10 }, 9)).toBeUndefined();
    expect(maxStockEnded({ stockWhenLeft: 'leave', maxLeftPercent: 10 }, 9)).toBeUndefined();
  });
});
