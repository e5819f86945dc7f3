import { bookCarts } from './carts.js';

// Orders as any shop could make them; `npm run quality` books 10,000.

describe.each(['kept', 'calculated'] as const)('in an administration whose VAT amounts are %s', (vatAmounts) => {
  it('any order is booked to the cent: 300 carts', async () => {
    const { failures, booked } = await bookCarts({ first: 1, count: 300 }, { vatAmounts, isComplete: true });
    expect(failures).toEqual([]);
    expect(booked).toBe(300);
  });

  it('an order whose rate has no VAT code is not booked, and names country and rate: 100 carts', async () => {
    const { failures, booked, refused } = await bookCarts({ first: 1, count: 100 }, { vatAmounts, isComplete: false });
    expect(failures).toEqual([]);
    expect([booked > 30, refused > 30]).toEqual([true, true]);
  });

  it.each(['sales_invoice', 'sales_entry'] as const)(
    'any order is booked to the cent as a %s: 60 carts',
    async (documentType) => {
      const options = { vatAmounts, isComplete: true, documentType };
      const { failures, booked } = await bookCarts({ first: 5001, count: 60 }, options);
      expect(failures).toEqual([]);
      expect(booked).toBe(60);
    },
  );
});
