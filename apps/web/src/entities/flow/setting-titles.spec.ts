import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ProblemError } from '../../shared/api/problem.js';
import { FieldTitles } from '../../shared/page/field-titles.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { settingTitleOf } from './setting-titles.js';

const definitionOf = (titles: Record<string, string>) => ({
  settingsSchema: {
    properties: Object.fromEntries(Object.entries(titles).map(([name, title]) => [name, { title }])),
  },
});
const definitions = [
  definitionOf({ skuCase: 'Capitals' }),
  definitionOf({ salesJournal: 'Sales journal', vatCodes: 'VAT codes' }),
];
const titleOf = (path: string) => settingTitleOf(definitions, path);

it.each([
  ['salesJournal', 'Sales journal'],
  ['settings.salesJournal', 'Sales journal'],
  ['vatCodes.NL:21', 'VAT codes'],
  ['skuCase', 'Capitals'],
  ['other', undefined],
])('gives what %s is called', (path, title) => {
  expect(titleOf(path)).toBe(title);
});

it('lists what is wrong with settings by their titles, but for those that say it themselves', () => {
  const fieldProblems = [
    { path: 'salesJournal', message: 'Choose one.' },
    { path: 'vatCodes.NL:21', message: 'Blocked.' },
  ];
  const error = new ProblemError({
    ...{ code: 'flow.settings_invalid', status: 422, title: 'Not valid', detail: 'Correct them.', fieldProblems },
  });
  const shown = (isAtField?: (path: string) => boolean) =>
    renderToStaticMarkup(
      createElement(FieldTitles, { value: titleOf }, createElement(ProblemAlert, { error, isAtField })),
    );
  expect(shown()).toContain('Sales journal: Choose one.');
  expect(shown()).not.toContain('salesJournal');
  expect(shown((path) => path === 'salesJournal')).not.toContain('Choose one.');
  expect(shown((path) => path === 'salesJournal')).toContain('VAT codes: Blocked.');
});
