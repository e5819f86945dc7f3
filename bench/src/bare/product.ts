import { createHash } from 'node:crypto';
import type { ExactItem } from './exact.ts';

/** What the shop gets of an item. */
export interface ShopProduct {
  sku: string;
  name: string;
  description?: string;
  status: 'publish' | 'draft';
  manage_stock: boolean;
  weight?: string;
  tax_class?: string;
}

const msOf = (date: string | null): number | undefined => (date === null ? undefined : Number(/-?\d+/.exec(date)?.[0]));

const taxClasses = new Map([
  [0, 'zero-rate'],
  [9, 'reduced-rate'],
]);

/** Undefined for what does not belong in the shop. */
export function productOf(
  item: ExactItem,
  rates: ReadonlyMap<string, number>,
  todayMs: number,
): ShopProduct | undefined {
  const isForShop = item.IsWebshopItem === true || item.IsWebshopItem === 1;
  if (!isForShop || (msOf(item.StartDate) ?? 0) > todayMs) return undefined;
  if (!item.Code || !item.Description) throw new Error(`item ${item.ID} is not complete`);
  const rate = rates.get((item.SalesVatCode ?? '').trim());
  return {
    sku: item.Code.trim(),
    name: item.Description.trim(),
    ...(item.ExtraDescription ? { description: item.ExtraDescription.trim() } : {}),
    status: (msOf(item.EndDate) ?? Infinity) < todayMs ? 'draft' : 'publish',
    manage_stock: item.IsStockItem === true || item.IsStockItem === 1,
    ...(item.NetWeight ? { weight: String(Math.round(item.NetWeight * 1000) / 1000) } : {}),
    ...(rate === undefined ? {} : { tax_class: taxClasses.get(rate) ?? '' }),
  };
}

export function hashOf(product: ShopProduct): string {
  return createHash('sha256').update(JSON.stringify(product)).digest('base64url');
}
