import { bookCarts } from '../../packages/connectors/registry/test/carts.js';

const count = 10_000;

it.each(['kept', 'calculated'] as const)(
  'any order is booked to the cent where VAT amounts are %s: 10,000 carts',
  async (vatAmounts) => {
    const { failures, booked, lines, roundingLines } = await bookCarts(
      { first: 1, count },
      { vatAmounts, isComplete: true },
    );
    process.stderr.write(
      `VAT amounts ${vatAmounts}: ${booked} of ${count} orders booked, ${lines} lines, ${roundingLines} of them for rounding\n`,
    );
    expect(failures).toEqual([]);
    expect(booked).toBe(count);
  },
  900_000,
);
