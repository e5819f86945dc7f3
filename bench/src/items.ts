import type { SeedData } from '@koppel/simulator-exact-online';

type ItemRow = SeedData[string][number];

const goods = [
  'lantern',
  'teapot',
  'cushion',
  'doorstop',
  'clock',
  'jigsaw',
  'napkin set',
  'bunting',
  'hook',
  'candle',
];
const makes = ['vintage', 'enamel', 'wooden', 'striped', 'retro', 'glass', 'knitted', 'paper', 'zinc', 'spotted'];
const colours = ['red', 'white', 'blue', 'green', 'ivory', 'pink', 'black'];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** A GUID per number, the same in every run. */
function guidOf(number: number): string {
  return `b3c40000-0000-4000-a000-${number.toString(16).padStart(12, '0')}`;
}

function itemRow(number: number): ItemRow {
  const name = `${pick(makes, number)} ${pick(goods, Math.floor(number / 10))} ${pick(colours, number * 3)} ${number}`;
  return {
    ID: guidOf(number),
    Code: `BENCH-${String(number).padStart(6, '0')}`,
    Description: name,
    ExtraDescription: `A ${name}. Washed by hand, delivered in a box of ${(number % 12) + 1}, made in ${2010 + (number % 15)}.`,
    Barcode: String(8_710_000_000_000 + number * 7),
    ...{ IsWebshopItem: 1, IsSalesItem: true, IsStockItem: true, IsPurchaseItem: true, IsFractionAllowedItem: false },
    ...{ SalesVatCode: number % 12 === 0 ? '1  ' : '2  ', Unit: 'pc', UnitDescription: 'Piece' },
    StandardSalesPrice: (100 + ((number * 37) % 9_900)) / 100,
    ...{ NetWeight: (50 + ((number * 13) % 1_950)) / 1_000, NetWeightUnit: 'kg' },
    ...{ StartDate: Date.UTC(2020, 0, 1), EndDate: null },
  };
}

/** Web-shop items of an administration, the same in every run. */
export function benchItems(count: number): SeedData {
  return { 'logistics/Items': Array.from({ length: count }, (_, index) => itemRow(index + 1)) };
}
