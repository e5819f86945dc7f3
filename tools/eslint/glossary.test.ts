import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceFor } from './glossary.ts';

test('names of the glossary pass', () => {
  for (const name of [
    'placeOrder',
    'PlaceOrderOptions',
    'place-order',
    'placeVendureOrder',
    'constructor',
    'placedAt',
    'replaceAll',
    'placeholder',
    'marketplace',
    'maxBytes',
    'keywords',
    'almost',
    'HTTPSettings',
    'setParts',
    'inpatient',
  ])
    assert.equal(adviceFor(name), undefined, name);
});

test('words that the glossary replaces are found', () => {
  for (const name of [
    'ApplicationTrouble',
    'isUntold',
    'ContextWish',
    'patienceMs',
    'rehearse',
    'setApartTotal',
    'RunPlace',
    'HTTPTrouble',
    'SET_APART',
    'set-apart',
    'rehearsals',
  ])
    assert.ok(adviceFor(name), name);
  for (const name of ['mostBytes', 'longestWaitMs', 'stateWords', 'decodePlace', 'untold-link', 'places_per_webhook'])
    assert.ok(adviceFor(name), name);
});
