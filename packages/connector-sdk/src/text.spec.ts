import { cutText, decodeEntities } from './text.js';

it.each([
  ['Jansen &amp; Zoon', 'Jansen & Zoon'],
  ['Wheel &amp; Bike (Ghent &#8211; BE)', 'Wheel & Bike (Ghent – BE)'],
  ['&#x27;t Winkeltje', "'t Winkeltje"],
  ['1 < 2 &unknown; &', '1 < 2 &unknown; &'],
])('shows %s as %s', (stored, shown) => {
  expect(decodeEntities(stored)).toBe(shown);
});

it.each([
  [' Els ', 10, 'Els'],
  ['  ', 10, undefined],
  [null, 10, undefined],
  ['abcdef', 4, 'abcd'],
  ['ab👩‍👩‍👧', 6, 'ab'],
  ['abc def', 4, 'abc'],
])('cuts %j to %i as %j', (text, maxLength, cut) => {
  expect(cutText(text, maxLength)).toBe(cut);
});
