import { isTaken, proposedTitle } from './connection-form.js';

it('proposes the name of the application, numbered where it is taken', () => {
  expect(proposedTitle('Vendure', [])).toBe('Vendure');
  expect(proposedTitle('Vendure', ['vendure ', 'Vendure 2'])).toBe('Vendure 3');
});

it('tells titles apart without case and blanks', () => {
  expect(isTaken(' exact – main', ['Exact – Main'])).toBe(true);
  expect(isTaken('Exact – Shop', ['Exact – Main'])).toBe(false);
});
