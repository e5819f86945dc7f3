import { maxArticlesWithdrawn, maxStockEnded, withdrawnBefore } from './shop-products.js';

describe('an article that is hidden already', () => {
  const operation = { naturalKey: 'N1', targetKey: 't-1', reason: { code: 'test.left', params: {} } };
  const hidden = { done: 'hidden_already', did: 'hidden' } as const;

  it('was hidden by a person, who alone shows it again', () => {
    const outcome = withdrawnBefore(operation, hidden, 'Shop');
    expect(outcome).toMatchObject({ targetKey: 't-1', notes: [{ code: 'products.hidden_already' }, operation.reason] });
    expect(outcome).not.toHaveProperty('did');
  });

  it('was hidden by the call whose answer was lost', () => {
    const outcome = withdrawnBefore({ ...operation, isRepeated: true }, hidden, 'Shop');
    expect(outcome).toMatchObject({ did: 'hidden', notes: [{ code: 'products.hidden' }, operation.reason] });
  });
});

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
