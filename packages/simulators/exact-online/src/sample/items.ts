import type { StockCode } from '@koppel/online-retail';
import { decimal, multiply, round, toJsonNumber } from '../money.js';
import type { Row } from '../store/row.js';
import { guidFor, numberFor } from './deterministic.js';
import { itemGroupId, ledgerId } from './master-data.js';

/** Euros per pound; a round figure near the rate of December 2010 (1.17 to 1.19). */
export const eurosPerPound = '1.18';

/** Codes of the source for charges and corrections, not goods. */
const serviceCodes = new Set(['POST', 'DOT', 'M', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'C2']);

const dayMs = 86_400_000;
const lastYear = Date.UTC(2025, 0, 1);

export function isService(code: string): boolean {
  return serviceCodes.has(code) || serviceCodes.has(code.toUpperCase());
}

export function itemId(division: number, code: string): string {
  return guidFor(`${division}/logistics/Items/${code}`);
}

export interface ItemSeed {
  item: Row;
  prices: Row[];
  /** Stock by warehouse: main and shop. */
  stock: [number, number];
}

export function euros(pounds: string, factor = '1'): number {
  return toJsonNumber(round(multiply(multiply(decimal(pounds), decimal(eurosPerPound)), decimal(factor)), 2));
}

/** A hash gives about one item in twelve the low rate; the source has too few books and foods for it. */
function vatCodeOf(code: string, service: boolean): string {
  return !service && numberFor(`vat/${code}`, 12) === 0 ? '1  ' : '2  ';
}

/** One item in 60 has ended, one in 25 is not for the web shop. */
function shopColumns(code: string, service: boolean): Row {
  if (service) return { IsWebshopItem: 0, EndDate: null };
  const isEnded = numberFor(`ended/${code}`, 60) === 0;
  const isForShop = numberFor(`webshop/${code}`, 25) !== 0;
  return {
    IsWebshopItem: isForShop ? 1 : 0,
    EndDate: isEnded ? lastYear + numberFor(`end/${code}`, 300) * dayMs : null,
  };
}

function barcodeOf(code: string): string {
  const digits = `871${numberFor(`barcode/${code}`, 1_000_000_000).toString().padStart(9, '0')}`;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function itemRow(division: number, { code, description, unitPrice }: StockCode): Row {
  const service = isService(code);
  const group = service ? 'SERVICE' : 'GOODS';
  return {
    ID: itemId(division, code),
    Code: code,
    Description: description.trim().slice(0, 60),
    Barcode: service ? null : barcodeOf(code),
    ...shopColumns(code, service),
    ...{
      IsSalesItem: true,
      IsStockItem: !service,
      IsPurchaseItem: !service,
      IsFractionAllowedItem: false,
      IsTaxableItem: 1,
    },
    ItemGroup: itemGroupId(division, group),
    ItemGroupCode: group,
    ItemGroupDescription: service ? 'Services and charges' : 'Goods',
    GLRevenue: ledgerId(division, service ? '8100' : '8000'),
    SalesVatCode: vatCodeOf(code, service),
    ...{ Unit: 'pc', UnitDescription: 'Piece', UnitType: 'O' },
    StandardSalesPrice: euros(unitPrice),
    CostPriceStandard: euros(unitPrice, '0.45'),
    NetWeight: service ? null : (50 + numberFor(`weight/${code}`, 1950)) / 1000,
    NetWeightUnit: service ? null : 'kg',
    StartDate: Date.UTC(2010, 11, 1),
  };
}

function priceRow(
  division: number,
  item: Row,
  quantity: number,
  price: number,
  dates: { start: number; end: number | null },
): Row {
  const key = `${division}/price/${item['Code']}/${quantity}/${dates.start}`;
  return {
    ID: guidFor(key),
    Item: item['ID'] ?? null,
    ItemCode: item['Code'] ?? null,
    ItemDescription: item['Description'] ?? null,
    ...{ Currency: 'EUR', Quantity: quantity, Price: price, NumberOfItemsPerUnit: 1 },
    ...{ Unit: 'pc', UnitDescription: 'Piece', DefaultItemUnit: 'pc', DefaultItemUnitDescription: 'Piece' },
    StartDate: dates.start,
    EndDate: dates.end,
  };
}

/** Every item has a price from one piece; some have a step from 12 pieces, some an expired price. */
function priceRows(division: number, item: Row, unitPrice: string): Row[] {
  const code = String(item['Code']);
  const start = Date.UTC(2024, 0, 1);
  const prices = [priceRow(division, item, 1, euros(unitPrice), { start, end: null })];
  if (numberFor(`tier/${code}`, 8) === 0)
    prices.push(priceRow(division, item, 12, euros(unitPrice, '0.9'), { start, end: null }));
  if (numberFor(`old/${code}`, 10) === 0) {
    prices.push(
      priceRow(division, item, 1, euros(unitPrice, '0.95'), { start: Date.UTC(2022, 0, 1), end: start - dayMs }),
    );
  }
  return prices;
}

/** One item of the sample, made from a stock code of the real orders. */
export function itemSeed(division: number, source: StockCode): ItemSeed {
  const item = itemRow(division, source);
  const { code } = source;
  const stock: [number, number] = [numberFor(`stock1/${code}`, 400), numberFor(`stock2/${code}`, 20)];
  return { item, prices: priceRows(division, item, source.unitPrice), stock: isService(code) ? [0, 0] : stock };
}
