import { type StockCode, readStockCodes } from '@koppel/online-retail';
import { stockPosition } from '../rules/relations.rules.js';
import type { Author, Company } from '../store/company.js';
import type { Row } from '../store/row.js';
import { accountRows } from './accounts.js';
import { guidFor } from './deterministic.js';
import { isService, itemSeed } from './items.js';
import { masterData, warehouseId } from './master-data.js';

/** Custom records instead of the sample: rows by table, such as `{ 'logistics/Items': [{ Code: 'A', … }] }`. */
export type SeedData = Record<string, Row[]>;

export interface SeedOptions {
  company: Company;
  author: Author;
  now: () => number;
  /** Number of goods, without service items; more than the data has are generated. */
  items?: number;
}

const soft: Row = { Created: Date.UTC(2024, 0, 1), Modified: Date.UTC(2024, 0, 1) };

function store(options: SeedOptions, table: string, row: Row): void {
  const { company, author } = options;
  const stamps = {
    Creator: author.id,
    CreatorFullName: author.name,
    Modifier: author.id,
    ModifierFullName: author.name,
  };
  company.restore(table, { ...soft, ...stamps, ...row, Division: company.code });
}

/** Master data that an "empty" administration has too: VAT codes, ledgers, warehouses. */
export function seedMasterData(options: SeedOptions): void {
  for (const { table, rows } of masterData(options.company.code)) for (const row of rows) store(options, table, row);
}

/** The stock codes of the items: those of the real orders, then numbered variations of them. */
function stockCodes(limit: number | undefined): StockCode[] {
  const all = readStockCodes();
  if (limit === undefined) return all;
  const services = all.filter(({ code }) => isService(code));
  const goods = all.filter(({ code }) => !isService(code));
  const chosen = goods.slice(0, limit);
  for (let round = 1; chosen.length < limit; round += 1) {
    const copies = goods.slice(0, limit - chosen.length);
    chosen.push(
      ...copies.map((each) => ({
        ...each,
        code: `${each.code}-V${round}`,
        description: `${each.description} ${round}`,
      })),
    );
  }
  return [...chosen, ...services];
}

function seedItem(options: SeedOptions, source: StockCode): void {
  const { company } = options;
  const { item, prices, stock } = itemSeed(company.code, source);
  const [main, shop] = stock;
  store(options, 'logistics/Items', { ...item, Stock: main + shop });
  for (const price of prices) store(options, 'logistics/SalesItemPrices', price);
  const stored = company.table('logistics/Items').get(String(item['ID']));
  if (!stored || item['IsStockItem'] !== true) return;
  ['1', '2'].forEach((code, index) => {
    const warehouse = company.table('inventory/Warehouses').get(warehouseId(company.code, code));
    const id = guidFor(`${company.code}/stock/${code}/${source.code}`);
    if (warehouse)
      store(options, 'inventory/ItemWarehouses', { ID: id, ...stockPosition(stored, warehouse, stock[index] ?? 0) });
  });
}

/** Fills the sample administration: an item per stock code of the real orders, in euros, with Dutch VAT and two warehouses. */
export function seedSample(options: SeedOptions): void {
  seedMasterData(options);
  for (const row of accountRows(options.company.code)) store(options, 'crm/Accounts', row);
  for (const source of stockCodes(options.items)) seedItem(options, source);
  options.company.sequenceState = { accounts: 2000, salesOrders: 1001 };
}

/** Stores custom records beside the master data. */
export function seedData(options: SeedOptions, data: SeedData): void {
  seedMasterData(options);
  for (const [table, rows] of Object.entries(data)) {
    rows.forEach((row, index) =>
      store(options, table, { ID: guidFor(`${options.company.code}/${table}/${index}`), ...row }),
    );
  }
}
