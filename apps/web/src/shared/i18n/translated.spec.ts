import { chooseLanguage } from './language.js';
import { translated } from './translated.js';

const en = { save: 'Save', counted: (count: number) => `${count} records`, states: { open: 'Open', held: 'Waiting' } };
const nl = { save: 'Opslaan', counted: (count: number) => `${count} records`, states: { open: 'Open', held: 'Wacht' } };

it('gives the texts of the language', () => {
  expect(translated({ en, nl }, 'nl')).toMatchObject({ save: 'Opslaan', states: { held: 'Wacht' } });
  expect(translated({ en, nl }, 'en').save).toBe('Save');
});

it('keeps a list a list', () => {
  expect(translated({ en: { acts: ['one', 'two'] }, nl: { acts: ['een', 'twee'] } }, 'nl').acts).toEqual([
    'een',
    'twee',
  ]);
});

it.each([
  ['the stored choice', 'nl', ['en-US'], 'nl'],
  ['the first language of the browser that is offered', null, ['pl', 'nl-BE', 'en'], 'nl'],
  ['English where none is offered', null, ['pl'], 'en'],
  ['the browser where the choice is none of ours', 'xx', ['nl'], 'nl'],
])('takes %s', (_why, stored, preferred, expected) => {
  expect(chooseLanguage(stored, preferred)).toBe(expected);
});
