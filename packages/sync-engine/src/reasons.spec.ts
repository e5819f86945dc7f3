import { problemsOfCatalogue } from '@koppel/contracts';
import { syncReasons } from './reasons.js';

it('has a message for each code in every language', () => {
  expect(problemsOfCatalogue(syncReasons)).toEqual([]);
});
