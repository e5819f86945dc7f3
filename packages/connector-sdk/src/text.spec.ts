import { cutText, decodeEntities, htmlOfText, textOfHtml, wholeText, wholeTexts } from './text.js';

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

it('makes HTML of plain text that a visitor reads as the same text', () => {
  for (const text of ['Slang <10 bar> rood', 'Voor leidingen <30 mm & >10 mm.\nRegel twee', 'a\n\nb &amp; <br> c'])
    expect(textOfHtml(htmlOfText(text))).toBe(text);
  expect(htmlOfText('<30 mm & >10 mm.\r\nRegel twee')).toBe('&lt;30 mm &amp; &gt;10 mm.<br />\nRegel twee');
});

it('reads what editors and filters made of a text', () => {
  expect(textOfHtml('<p>Eerste</p><p>Twee&nbsp;regels<br>hier</p>')).toBe('Eerste\nTwee regels\nhier');
});

it('lets no half character and no NUL leave', () => {
  expect(wholeText('a\0b \ud83d c 😀')).toBe('ab \ufffd c 😀');
  expect(wholeTexts({ texts: ['\ud83d', { x: '\0' }], n: 1, none: null })).toEqual({
    texts: ['\ufffd', { x: '' }],
    n: 1,
    none: null,
  });
});
