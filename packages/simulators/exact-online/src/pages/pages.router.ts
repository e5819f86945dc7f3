import { Router } from 'express';
import type { SimulatorParts } from '../parts.js';
import { layout, table } from './html.js';
import { findTab, tabs } from './tabs.js';

const pageSize = 50;

/** The page at `/` with the simulator's data. */
export function pagesRouter(parts: SimulatorParts): Router {
  const router = Router();
  router.get('/', (request, response) => {
    const text = (name: string): string => (typeof request.query[name] === 'string' ? request.query[name] : '');
    const companies = [...parts.world.companies.values()];
    const company = parts.world.companies.get(Number(text('division'))) ?? companies[0];
    const tab = findTab(text('tab'));
    if (!company || !tab) return void response.status(404).send('Nothing is here.');
    const search = text('q').trim();
    const rows = tab.rows(company).filter((row) => matchesSearch(row, search));
    const pages = Math.max(1, Math.ceil(rows.length / pageSize));
    const page = Math.min(pages, Math.max(1, Math.trunc(Number(text('page'))) || 1));
    const shown = rows.slice((page - 1) * pageSize, page * pageSize);
    response.send(
      layout({
        ...{ tabs, current: tab.name, search, page, pages, count: rows.length },
        division: company.code,
        divisions: companies.map(({ code, name }) => ({ code, name })),
        body: table(tab.columns, shown),
      }),
    );
  });
  return router;
}

function matchesSearch(row: readonly string[], search: string): boolean {
  return search === '' || row.some((cell) => cell.toLowerCase().includes(search.toLowerCase()));
}
