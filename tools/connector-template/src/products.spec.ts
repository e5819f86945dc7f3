import { productReader } from './products.js';

const flow = { enabledAt: '2026-01-01T00:00:00Z' };
const mug = { code: 'MUG-1', name: 'Mug', isEnded: false };

describe('an article', () => {
  it('is a product under its code', () => {
    expect(productReader.toCanonical(mug, { includeEnded: true }, flow)).toEqual({
      canonical: { sku: 'MUG-1', name: 'Mug', isStocked: true },
    });
  });

  it('is left out when it has ended and the settings say so', () => {
    expect(productReader.toCanonical({ ...mug, isEnded: true }, { includeEnded: false }, flow)).toMatchObject({
      filtered: { code: 'acme_shop.product_ended' },
      isOver: true,
    });
  });

  it('fails at the field that is missing', () => {
    expect(() => productReader.toCanonical({ ...mug, name: '' }, { includeEnded: true }, flow)).toThrow(
      expect.objectContaining({ failureClass: 'value', reason: expect.objectContaining({ field: 'name' }) }),
    );
  });
});
