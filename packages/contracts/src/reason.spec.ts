import { defineReasons, mergeCatalogues, problemsOfCatalogue, reasonsOf, renderReason, withTerms } from './reason.js';

const plainReasons = defineReasons({
  en: {
    'test.item_missing': 'There is no item {sku}. Create it in {application}.',
    'test.left_out': 'The {entity, term} was left out.',
    'test.owes': 'Since {day, date} it is {amount, money, currency}.',
    'test.plain': 'Nothing to do.',
    'test.status': 'It is "{status, term}"; taken are {taken, terms}.',
  },
  nl: {
    'test.item_missing': 'In {application} bestaat geen artikel {sku}. Maak het aan.',
    'test.left_out': 'Overgeslagen: {entity, term}.',
    'test.owes': 'Sinds {day, date} is het {amount, money, currency}.',
    'test.plain': 'Je hoeft niets te doen.',
    'test.status': 'Het is "{status, term}"; opgehaald worden {taken, terms}.',
  },
});
const reasons = withTerms(plainReasons, 'test', {
  en: { 'on-hold': 'On hold', completed: 'Completed' },
  nl: { 'on-hold': 'In de wacht', completed: 'Afgerond' },
});
const reason = reasonsOf(reasons);

it('renders a reason in the language that is asked for', () => {
  const missing = reason('test.item_missing', { sku: 'A-1', application: 'Exact Online' }, 'lines.0.sku');
  expect(missing.field).toBe('lines.0.sku');
  expect(renderReason(missing, reasons)).toBe('There is no item A-1. Create it in Exact Online.');
  expect(renderReason(missing, reasons, 'nl')).toBe('In Exact Online bestaat geen artikel A-1. Maak het aan.');
});

it('translates values that are terms', () => {
  expect(renderReason(reason('test.left_out', { entity: 'stock_level' }), reasons, 'nl')).toBe(
    'Overgeslagen: voorraad.',
  );
});

it('uses the words that a package has for its values, and quotes what has none', () => {
  const held = reason('test.status', { status: 'on-hold', taken: 'completed, packed' });
  expect(renderReason(held, reasons, 'nl')).toBe('Het is "In de wacht"; opgehaald worden "Afgerond", "packed".');
  expect(renderReason(held, mergeCatalogues([reasons]))).toBe('It is "On hold"; taken are "Completed", "packed".');
  const none = reason('test.status', { status: 'on-hold', taken: '' });
  expect(renderReason(none, reasons)).toBe('It is "On hold"; taken are -.');
  expect(renderReason(held, plainReasons)).toBe('It is "on-hold"; taken are "completed", "packed".');
});

it.each([
  ['11.64', 'EUR', '€11.64', '€ 11,64'],
  ['-11.9', 'EUR', '-€11.90', '€ -11,90'],
  ['1234567.5', 'USD', 'US$1,234,567.50', 'US$ 1.234.567,50'],
  ['1164', 'JPY', 'JP¥1,164', 'JP¥ 1.164'],
  ['11.64', 'JPY', 'JP¥11.64', 'JP¥ 11,64'],
  ['1.164', 'TND', 'TND 1.164', 'TND 1,164'],
  ['11.645', 'EUR', '€11.645', '€ 11,645'],
  ['9007199254740993.01', 'EUR', '€9,007,199,254,740,993.01', '€ 9.007.199.254.740.993,01'],
  ['more', 'EUR', 'more EUR', 'more EUR'],
  ['5.00', 'points', '5.00 points', '5.00 points'],
])('writes %s %s as people do in their language', (amount, currency, en, nl) => {
  const owes = reason('test.owes', { day: '2026-11-27', amount, currency });
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(plain(renderReason(owes, reasons))).toBe(`Since 27 November 2026 it is ${en}.`);
  expect(plain(renderReason(owes, reasons, 'nl'))).toBe(`Sinds 27 november 2026 is het ${nl}.`);
});

it.each([
  ['2026-11-27T23:59:59+01:00', '27 november 2026'],
  ['2026-02-30x', '2026-02-30x'],
  ['', ''],
])('takes the day of %j', (day, nl) => {
  const owes = reason('test.owes', { day, amount: '1', currency: 'JPY' });
  expect(renderReason(owes, reasons, 'nl')).toContain(`Sinds ${nl} is`);
});

it('leaves an amount open whose currency is missing', () => {
  const owes = { code: 'test.owes', params: { day: '2026-11-27', amount: '1' } };
  expect(renderReason(owes, reasons)).toContain('it is {amount, money, currency}.');
});

it('keeps what a value holds as it is', () => {
  const odd = reason('test.item_missing', { sku: '{application}$&', application: 'Shop' });
  expect(renderReason(odd, reasons)).toBe('There is no item {application}$&. Create it in Shop.');
});

it('shows the code of a reason that no catalogue knows', () => {
  expect(renderReason({ code: 'other.unknown', params: {} }, reasons, 'nl')).toBe('other.unknown');
});

it('refuses a code that two packages define', () => {
  expect(() => mergeCatalogues([reasons, reasons])).toThrow('test.item_missing');
});

it('finds what is wrong with a catalogue', () => {
  expect(problemsOfCatalogue(reasons)).toEqual([]);
  const wrong = {
    en: {
      ...{ 'test.a': 'Item {sku} has <b>no</b> price.', 'test.b': 'Not translated.', bare: 'No package.' },
      'test.c': 'It was {total, money, currency} on {day, date}.',
    },
    nl: {
      ...{ 'test.a': 'Het artikel heeft geen prijs.', 'test.b': 'Not translated.', bare: 'Geen pakket.' },
      'test.c': 'Het was {currency} {total} op {day}.',
    },
  };
  expect(problemsOfCatalogue(wrong)).toEqual([
    'test.a (en): markup',
    'test.a (nl): does not show {sku}',
    'test.b (nl): not translated',
    'bare: not a code',
    'test.c (nl): does not format {total, money, currency}',
    'test.c (nl): does not format {day, date}',
    'test.c (nl): an amount without the format money',
  ]);
});
