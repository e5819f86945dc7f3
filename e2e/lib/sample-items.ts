import { cents } from './sandbox-system.js';
import type { SimulatorControl } from './simulator-control.js';

/** A web-shop item of the sample administration that is sold, and what a shop must show of it. */
export interface ExpectedItem {
  sku: string;
  name: string;
  /** Without VAT. */
  priceCents: number;
  /** Over all warehouses, less what is planned to go out. */
  stock: number;
  vatCode: string;
}

interface ItemRow {
  ID: string;
  Code: string;
  Description: string;
  IsWebshopItem: number;
  EndDate: number | null;
  StandardSalesPrice: number;
  SalesVatCode: string;
}

interface PriceRow {
  Item: string;
  Quantity: number;
  Price: number;
  StartDate: number;
  EndDate: number | null;
}

interface StockRow {
  Item: string;
  CurrentStock: number;
  PlannedStockOut: number;
}

/** Works out from the records of the administration, without Koppel, what belongs in the shop; ordered by SKU. */
export async function expectedItems(exact: SimulatorControl): Promise<ExpectedItem[]> {
  const [items, prices, positions] = await Promise.all([
    exact.get<ItemRow[]>('/entities/logistics/Items'),
    exact.get<PriceRow[]>('/entities/logistics/SalesItemPrices'),
    exact.get<StockRow[]>('/entities/inventory/ItemWarehouses'),
  ]);
  const now = Date.now();
  const isValid = ({ Quantity, StartDate, EndDate }: PriceRow) =>
    Quantity <= 1 && StartDate <= now && (EndDate === null || EndDate >= now);
  const priceByItem = new Map(prices.filter(isValid).map(({ Item, Price }) => [Item, Price]));
  const stockByItem = new Map<string, number>();
  for (const { Item, CurrentStock, PlannedStockOut } of positions)
    stockByItem.set(Item, (stockByItem.get(Item) ?? 0) + CurrentStock - PlannedStockOut);
  return items
    .filter(({ IsWebshopItem, EndDate }) => IsWebshopItem === 1 && (EndDate === null || EndDate >= now))
    .map((item) => ({
      ...{ sku: item.Code.trim(), name: item.Description, vatCode: item.SalesVatCode.trim() },
      priceCents: cents(priceByItem.get(item.ID) ?? item.StandardSalesPrice),
      stock: Math.max(0, Math.floor(stockByItem.get(item.ID) ?? 0)),
    }))
    .sort((left, right) => (left.sku < right.sku ? -1 : 1));
}

/** An article as a shop must show it; one without a price gets no place in the window. */
export interface ShownArticle {
  sku: string;
  name: string;
  isShown: boolean;
  priceCents: number;
  stock: number;
}

export function inExact({ sku, name, priceCents, stock }: ExpectedItem): ShownArticle {
  return { sku, name, isShown: priceCents > 0, priceCents, stock };
}
