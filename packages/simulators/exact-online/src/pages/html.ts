import { escapeHtml } from '../oauth/pages.js';
import type { Column, Tab } from './cells.js';

export interface LayoutOptions {
  tabs: readonly Tab[];
  current: string;
  search: string;
  page: number;
  pages: number;
  count: number;
  division: number;
  divisions: { code: number; name: string }[];
  body: string;
}

const style = `
  :root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #1c2733; background: #f4f6f8; }
  body { margin: 0; } header { background: #12344d; color: #fff; padding: 0.75rem 1.5rem; } header h1 { font-size: 1.1rem; margin: 0; }
  main { padding: 1rem 1.5rem; } nav { display: flex; gap: 0.25rem; flex-wrap: wrap; margin-bottom: 1rem; }
  nav a { padding: 0.4rem 0.9rem; border-radius: 4px; color: #12344d; text-decoration: none; } nav a[aria-current] { background: #12344d; color: #fff; }
  form { display: flex; gap: 0.5rem; margin-bottom: 0.75rem; flex-wrap: wrap; } input, select, button { font: inherit; padding: 0.3rem 0.6rem; }
  .scroll { overflow-x: auto; background: #fff; border: 1px solid #d5dce3; border-radius: 6px; } table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: 0.4rem 0.75rem; border-bottom: 1px solid #e6ebf0; vertical-align: top; white-space: pre-line; }
  th { background: #eaf0f5; position: sticky; top: 0; } .number { text-align: right; font-variant-numeric: tabular-nums; } .date { white-space: nowrap; }
  .pages { display: flex; gap: 1rem; margin-top: 0.75rem; } .empty { padding: 1.5rem; }
`;

function link(options: LayoutOptions, changes: Record<string, string | number>): string {
  const parameters = { tab: options.current, division: options.division, q: options.search, page: 1, ...changes };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return `/?${query}`;
}

function navigation(options: LayoutOptions): string {
  const links = options.tabs.map(({ name, title }) => {
    const current = name === options.current ? ' aria-current="page"' : '';
    return `<a href="${escapeHtml(link(options, { tab: name, q: '' }))}"${current}>${escapeHtml(title)}</a>`;
  });
  return `<nav aria-label="What to show">${links.join('')}</nav>`;
}

function searchForm({ current, search, division, divisions }: LayoutOptions): string {
  const choices = divisions.map(({ code, name }) => {
    const selected = code === division ? ' selected' : '';
    return `<option value="${code}"${selected}>${code} ${escapeHtml(name)}</option>`;
  });
  return `<form method="get" action="/"><input type="hidden" name="tab" value="${escapeHtml(current)}">
<select name="division" aria-label="Division">${choices.join('')}</select>
<input type="search" name="q" value="${escapeHtml(search)}" placeholder="Search" aria-label="Search"><button type="submit">Show</button></form>`;
}

function paging(options: LayoutOptions): string {
  const { page, pages, count } = options;
  const previous = page > 1 ? `<a rel="prev" href="${escapeHtml(link(options, { page: page - 1 }))}">Previous</a>` : '';
  const next = page < pages ? `<a rel="next" href="${escapeHtml(link(options, { page: page + 1 }))}">Next</a>` : '';
  return `<p class="pages"><span id="count">${count} found, page ${page} of ${pages}</span>${previous}${next}</p>`;
}

export function table(columns: readonly Column[], rows: readonly string[][]): string {
  if (rows.length === 0) return '<p class="empty">Nothing here.</p>';
  const kind = (index: number): string => {
    const { isNumber, isDate } = columns[index] ?? {};
    return isNumber ? ' class="number"' : isDate ? ' class="date"' : '';
  };
  const head = columns.map(({ title }, index) => `<th scope="col"${kind(index)}>${escapeHtml(title)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((cell, index) => `<td${kind(index)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** The frame around a list: tabs, company, search and paging. */
export function layout(options: LayoutOptions): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Exact Online simulator</title><style>${style}</style></head><body><header><h1>Exact Online simulator</h1></header>
<main>${navigation(options)}${searchForm(options)}<div class="scroll">${options.body}</div>${paging(options)}</main></body></html>`;
}
