import { fitProduct } from './fit-product.js';

const codes = (texts: Parameters<typeof fitProduct>[0]) => fitProduct(texts).notes.map(({ code }) => code);
const none = { name: 'Mug', description: undefined, barcode: undefined, unit: undefined };

describe('texts of a product', () => {
  it('are taken as they are where they fit', () => {
    const texts = { name: 'Mug', description: 'a\nb', barcode: '8712345678906', unit: 'pc' };
    expect(fitProduct(texts)).toEqual({ texts, notes: [] });
  });

  it('are cut, with a note, where they are too long', () => {
    const { texts } = fitProduct({ ...none, name: 'n'.repeat(600), description: 'd'.repeat(50_001) });
    expect([texts.name?.length, texts.description?.length]).toEqual([500, 50_000]);
    expect(codes({ ...none, name: 'n'.repeat(600) })).toEqual(['products.name_cut']);
    expect(codes({ ...none, description: 'd'.repeat(50_001) })).toEqual(['products.description_cut']);
  });

  it('lose a barcode or unit that is too long, and never get a part of it', () => {
    const { texts, notes } = fitProduct({ ...none, barcode: '1'.repeat(61), unit: 'u'.repeat(31) });
    expect([texts.barcode, texts.unit]).toEqual([undefined, undefined]);
    expect(notes.map(({ code }) => code)).toEqual(['products.unit_left_out', 'products.barcode_left_out']);
  });

  it('tell an empty description from one that is not told', () => {
    expect(fitProduct({ ...none, description: ' \r\n' }).texts.description).toBe('');
    expect(fitProduct(none).texts.description).toBeUndefined();
  });
});
