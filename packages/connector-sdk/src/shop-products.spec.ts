import { withdrawnBefore } from './shop-products.js';

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
