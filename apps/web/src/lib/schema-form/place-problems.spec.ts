import { placeProblems } from './place-problems.js';

const names = ['division', 'country'];

it.each(['fields.division', 'settings.division', 'division', 'fields/division', 'division.0'])(
  'places %s at the division',
  (path) => {
    expect(placeProblems([{ path, message: 'Digits only.' }], names)).toEqual([
      { name: 'division', message: 'Digits only.' },
    ]);
  },
);

it('leaves out what belongs to no control', () => {
  expect(placeProblems([{ path: 'version', message: 'Too old.' }], names)).toEqual([]);
});
