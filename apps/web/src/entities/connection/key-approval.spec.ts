import { isPlainHttp } from './key-approval.js';

it('tells an address without encryption from one that has it, or that has no scheme yet', () => {
  expect([' http://shop.example', 'HTTP://x'].map(isPlainHttp)).toEqual([true, true]);
  expect(['https://shop.example', 'shop.example', '', undefined].map(isPlainHttp)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
