import { readStockCodes } from '@koppel/online-retail';
import { createProduct } from './products.js';
import type { Shop } from './shop.js';

const noGoods = new Set(['POST', 'DOT', 'C2', 'D', 'M', 'S', 'BANK CHARGES', 'AMAZONFEE']);

export interface SeedReport {
  products: number;
  /** Codes left out because they differ only in case from a SKU of the shop. */
  leftOut: string[];
}

/** One product for every stock code of the real data that names goods, with stock and the source's price as an amount in the shop's currency. */
export function seedProducts(shop: Shop): SeedReport {
  const leftOut: string[] = [];
  let products = 0;
  for (const { code, description, unitPrice } of readStockCodes()) {
    if (noGoods.has(code)) continue;
    if (shop.findProductsBySku(code).length > 0) {
      leftOut.push(code);
      continue;
    }
    createProduct(shop, {
      name: description,
      sku: code,
      regular_price: unitPrice,
      manage_stock: true,
      stock_quantity: stockOf(code),
    });
    products += 1;
  }
  return { products, leftOut };
}

/** A stock between 0 and 199, the same at every start. */
function stockOf(code: string): number {
  let sum = 7;
  for (const sign of code) sum = (sum * 31 + sign.charCodeAt(0)) % 9973;
  return sum % 200;
}
