import type { Choice, Proposal, Reason, StockLevel } from '@koppel/contracts';
import { z } from 'zod';
import { addDecimals, decimalFromNumber } from './decimal.js';
import type { SettingsFindings } from './entity-writer.js';
import { ConnectorFailure } from './failure.js';

/** The row of a table of stock locations for all warehouses that have none of their own. */
const otherWarehouses = '*';

/** The setting that has the table of locations by warehouse is `stockLocations`; give it a title and the two headings. */
export const stockLocationTable = z.record(z.string().min(1).max(100), z.string().trim().min(1).max(100)).default({});

/** What the settings form needs to offer rows for {@link stockLocationTable}. */
export const stockLocationChoices = {
  'x-choices': 'warehouses',
  'x-key-choices': 'warehouses',
  'x-extra-keys': [otherWarehouses],
};

/** Stock on hand for a shop that takes off its own open orders: in whole pieces, never below zero. */
interface StockOnHand {
  quantity: number;
  /** Pieces per location of the table; absent where the table is empty, so that all stands at one location. */
  levels?: Record<string, number>;
  /** Warehouses with stock for which the table has no row. */
  unlisted: string[];
}

const wholePieces = (quantity: number): number => Math.max(0, Math.floor(quantity));

const onHandOf = ({ quantity, onHand = quantity }: { quantity: number; onHand?: number | undefined }): number => onHand;

/** Adds as people do: 0.1 and 0.2 are 0.3. */
const sumOf = (numbers: readonly number[]): number => Number(addDecimals(...numbers.map(decimalFromNumber)));

/**
 * Spreads the stock of an article over the locations of a shop. Rounded down per location.
 *
 * @param table location by warehouse; `*` stands for warehouses that are not listed.
 */
export function stockOnHand(level: StockLevel, table: Readonly<Record<string, string>>): StockOnHand {
  const { warehouses = [] } = level;
  const locations = [...new Set(Object.values(table))];
  if (locations.length === 0) return { quantity: wholePieces(onHandOf(level)), unlisted: [] };
  const locationOf = (code: string): string | undefined => table[code] ?? table[otherWarehouses];
  const levels = Object.fromEntries(
    locations.map((location) => {
      const ofLocation = warehouses.filter(({ code }) => locationOf(code) === location);
      return [location, wholePieces(sumOf(ofLocation.map(onHandOf)))];
    }),
  );
  const unlisted = warehouses.filter((each) => locationOf(each.code) === undefined && onHandOf(each) > 0);
  return {
    quantity: sumOf(Object.values(levels)),
    levels,
    unlisted: unlisted.map(({ code }) => code),
  };
}

const fold = (text: string): string => text.trim().toLowerCase();

/**
 * The location of each warehouse: the one that bears its name or code, or the only one that there is.
 *
 * @param gap says that a warehouse has none.
 */
export function proposeStockLocations(
  warehouses: readonly Choice[],
  locations: readonly Choice[],
  gap: Reason,
): Proposal {
  const [only] = locations.length === 1 ? locations : [];
  const locationFor = ({ value, label }: Choice): Choice | undefined => {
    const names = new Set([fold(value), fold(label)]);
    const named = locations.filter((location) => names.has(fold(location.label)) || names.has(fold(location.value)));
    return named.length === 1 ? named[0] : only;
  };
  const found = warehouses.map((warehouse) => ({ key: warehouse.value, location: locationFor(warehouse) }));
  const open = found.flatMap(({ key, location }) => (location ? [] : [{ key, coveredBy: [otherWarehouses] }]));
  return {
    rows: found.flatMap(({ key, location }) => (location ? [{ key, value: location.value }] : [])),
    gaps: open.length > 0 ? [{ reason: gap, rows: open }] : [],
  };
}

/**
 * Which locations of the settings the shop does not have. Without a table it is the one location; where that is empty too, the shop
 * is not asked.
 *
 * @param locate looks one up, and throws a ConnectorFailure of class `value` for what the shop lacks.
 */
export async function checkStockLocations(
  settings: { shopStockLocation: string; stockLocations: Readonly<Record<string, string>> },
  locate: (name: string, field: string) => Promise<unknown>,
): Promise<SettingsFindings> {
  const { shopStockLocation: one, stockLocations } = settings;
  const rows = Object.entries(stockLocations).map(([row, name]) => ({ name, field: `stockLocations.${row}` }));
  const named = rows.length > 0 || one === '' ? rows : [{ name: one, field: 'shopStockLocation' }];
  const problems = await Promise.all(
    named.map(async ({ name, field }): Promise<Reason[]> => {
      try {
        await locate(name, field);
        return [];
      } catch (error: unknown) {
        if (error instanceof ConnectorFailure && error.failureClass === 'value') return [error.reason];
        throw error;
      }
    }),
  );
  return { problems: problems.flat() };
}
