import { matchingOptions, optionText, valueOfTyped } from './combobox.js';

const options = [
  { value: '1', label: 'Utrecht store' },
  { value: '12', label: 'Main warehouse', hint: 'main' },
  { value: '2', label: 'Store, Rotterdam' },
];

it('finds by words, value and hint, those that begin with them first', () => {
  expect(matchingOptions(options, 'store').map(({ value }) => value)).toEqual(['2', '1']);
  expect(matchingOptions(options, '1').map(({ value }) => value)).toEqual(['1', '12']);
  expect(matchingOptions(options, 'main ware').map(({ value }) => value)).toEqual(['12']);
  expect(matchingOptions(options, ' ')).toHaveLength(3);
});

it('takes a typed label or value for its option, anything else as it is', () => {
  expect(valueOfTyped(options, 'utrecht store')).toBe('1');
  expect(valueOfTyped(options, '12')).toBe('12');
  expect(valueOfTyped(options, ' 99 ')).toBe('99');
});

it('shows the code where the words do not tell it', () => {
  expect(optionText({ value: '12', label: 'Main' })).toBe('Main (12)');
  expect(optionText({ value: 'EUR', label: 'EUR' })).toBe('EUR');
  expect(optionText({ value: '2', label: '2 - BTE' })).toBe('2 - BTE');
});
