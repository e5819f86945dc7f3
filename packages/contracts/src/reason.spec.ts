import { defineReasons, mergeCatalogues, problemsOfCatalogue, reasonsOf, renderReason } from './reason.js';

const reasons = defineReasons({
  en: {
    'test.item_missing': 'There is no item {sku}. Create it in {application}.',
    'test.left_out': 'The {entity, term} was left out.',
    'test.plain': 'Nothing to do.',
  },
  nl: {
    'test.item_missing': 'In {application} bestaat geen artikel {sku}. Maak het aan.',
    'test.left_out': 'Overgeslagen: {entity, term}.',
    'test.plain': 'Je hoeft niets te doen.',
  },
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
    en: { 'test.a': 'Item {sku} has <b>no</b> price.', 'test.b': 'Not translated.', bare: 'No package.' },
    nl: { 'test.a': 'Het artikel heeft geen prijs.', 'test.b': 'Not translated.', bare: 'Geen pakket.' },
  };
  expect(problemsOfCatalogue(wrong)).toEqual([
    'test.a (en): markup',
    'test.a (nl): does not show {sku}',
    'test.b (nl): not translated',
    'bare: not a code',
  ]);
});
