import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { FormValue } from './form-value.js';
import { ProposedRows } from './proposed-rows-panel.js';

const reason = { code: 'exact_online.vat_gap_foreign', params: {}, message: 'There is no code.' };
const proposal = {
  rows: [{ key: 'NL:21', value: '2' }],
  gaps: [{ reason, rows: ['BE:21', 'ES:21'].map((key) => ({ key, coveredBy: [] })) }],
};
const shown = (value: FormValue) =>
  renderToStaticMarkup(createElement(ProposedRows, { value, proposal, onChange: () => undefined }));

it('offers the rows that are missing, and says plainly what no row fits', () => {
  const page = shown([]);
  expect(page).toContain('Take over the proposed row');
  expect(page).toContain('Still missing');
  expect(page).toMatch(/BE:21, ES:21.*There is no code\./);
});

it('says nothing once all is filled in', () => {
  const rows = ['NL:21', 'BE:21', 'ES:21'].map((key) => ({ key, value: '2' }));
  expect(shown(rows)).toBe('');
});
