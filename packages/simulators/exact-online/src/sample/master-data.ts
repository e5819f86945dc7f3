import type { Row } from '../store/row.js';
import { guidFor } from './deterministic.js';
import { journalStatusRows, periodRows } from './periods.js';
import { stateRows } from './states.js';

export interface VatSeed {
  code: string;
  description: string;
  /** E: exclusive, I: inclusive, B: base amount only, N: no VAT. */
  type: 'E' | 'I' | 'B' | 'N';
  percentage: number;
}

/** The VAT codes of a Dutch administration. */
export const vatCodes: readonly VatSeed[] = [
  { code: '0', description: 'No VAT', type: 'N', percentage: 0 },
  { code: '1', description: 'Low rate 9%, exclusive', type: 'E', percentage: 0.09 },
  { code: '2', description: 'High rate 21%, exclusive', type: 'E', percentage: 0.21 },
  { code: '3', description: 'Low rate 9%, inclusive', type: 'I', percentage: 0.09 },
  { code: '4', description: 'High rate 21%, inclusive', type: 'I', percentage: 0.21 },
  { code: '5', description: 'Zero rate', type: 'B', percentage: 0 },
  { code: '6', description: 'Reverse-charged within the Netherlands', type: 'B', percentage: 0 },
  { code: '7', description: 'Export outside the EU', type: 'B', percentage: 0 },
  { code: '8', description: 'Supplies within the EU', type: 'B', percentage: 0 },
];

export interface TableSeed {
  table: string;
  rows: Row[];
}

function withIds(division: number, table: string, rows: Row[]): TableSeed {
  return { table, rows: rows.map((row) => ({ ID: guidFor(`${division}/${table}/${row['Code']}`), ...row })) };
}

export function warehouseId(division: number, code: string): string {
  return guidFor(`${division}/inventory/Warehouses/${code}`);
}

export function ledgerId(division: number, code: string): string {
  return guidFor(`${division}/financial/GLAccounts/${code}`);
}

export function itemGroupId(division: number, code: string): string {
  return guidFor(`${division}/logistics/ItemGroups/${code}`);
}

function vatSeeds(division: number): TableSeed[] {
  const id = (code: string): string => guidFor(`${division}/vat/VATCodes/${code}`);
  return [
    {
      table: 'vat/VATCodes',
      rows: vatCodes.map(({ code, description, type, percentage }) => ({
        ...{ ID: id(code), Code: code.padEnd(3), Description: description, Type: type, Percentage: percentage },
        ...{ IsBlocked: false, Country: null, VATTransactionType: 'B', CalculationBasis: 0 },
        EUSalesListing: code === '8' ? 'L' : 'N',
      })),
    },
    {
      table: 'vat/VATPercentages',
      rows: vatCodes.map(({ code, percentage }) => ({
        ...{ ID: guidFor(`${division}/vat/VATPercentages/${code}`), VATCodeID: id(code), LineNumber: 1 },
        ...{ Percentage: percentage, StartDate: Date.UTC(2019, 0, 1), EndDate: null, Type: 0 },
      })),
    },
  ];
}

function ledgerSeeds(division: number): TableSeed[] {
  const ledger = (code: string, description: string, type: number, side: string): Row => ({
    ...{
      Code: code,
      Description: description,
      Type: type,
      BalanceSide: side,
      BalanceType: type >= 110 ? 'W' : 'B',
      IsBlocked: false,
    },
  });
  return [
    withIds(division, 'financial/GLAccounts', [
      ledger('1000', 'Cash', 10, 'D'),
      ledger('1100', 'Bank', 12, 'D'),
      ledger('1150', 'Mollie', 16, 'D'),
      ledger('1190', 'Payments in transit', 90, 'D'),
      ledger('1300', 'Debtors', 20, 'D'),
      ledger('3000', 'Stock', 32, 'D'),
      ledger('7000', 'Cost of goods', 111, 'D'),
      ledger('1500', 'Gift cards outstanding', 25, 'C'),
      ledger('4990', 'Rounding and payment differences', 121, 'D'),
      ledger('8000', 'Sales', 110, 'C'),
      ledger('8010', 'Sales low rate', 110, 'C'),
      ledger('8020', 'Sales export and EU', 110, 'C'),
      ledger('8100', 'Shipping charged', 110, 'C'),
    ]),
    ...journalSeeds(division),
  ];
}

/** Journals with their periods, cost centres and units. */
function journalSeeds(division: number): TableSeed[] {
  const booksOn = (ledger: string): Row => ({ Currency: 'EUR', GLAccount: ledgerId(division, ledger) });
  const sales: Row[] = [
    { Code: '70', Description: 'Sales', Type: 20, ...booksOn('1300') },
    { Code: '71', Description: 'Sales web shop', Type: 20, ...booksOn('1300') },
  ];
  const payments: Row[] = [
    { Code: '10', Description: 'Cash', Type: 10, ...booksOn('1000') },
    { Code: '20', Description: 'Bank', Type: 12, ...booksOn('1100') },
    { Code: '21', Description: 'Mollie', Type: 16, PaymentServiceProviderName: 'Mollie', ...booksOn('1150') },
  ];
  return [
    withIds(division, 'financial/Journals', [
      ...payments,
      ...sales,
      { Code: '90', Description: 'General', Type: 90, Currency: 'EUR' },
    ]),
    { table: 'financial/FinancialPeriods', rows: periodRows(division) },
    {
      table: 'read/financial/JournalStatusByFinancialPeriod',
      rows: journalStatusRows(division, [...payments, ...sales]),
    },
    withIds(division, 'hrm/Costcenters', [
      { Code: 'SHOP', Description: 'Shop', Active: true },
      { Code: 'WEB', Description: 'Web shop', Active: true },
    ]),
    withIds(division, 'hrm/Costunits', [{ Code: 'RETAIL', Description: 'Retail' }]),
  ];
}

function salesSeeds(division: number): TableSeed[] {
  const condition = (code: string, description: string, method: string, days: number): Row => ({
    ...{ Code: code, Description: description, PaymentMethod: method, PaymentDays: days, Percentage: 1 },
  });
  return [
    withIds(division, 'cashflow/PaymentConditions', [
      condition('00', 'Cash', 'K', 0),
      condition('14', 'Within 14 days', 'B', 14),
      condition('30', 'Within 30 days', 'B', 30),
      condition('DD', 'Direct debit', 'I', 14),
      condition('PP', 'Paid through a payment provider', 'K', 0),
      condition('CC', 'Credit card', 'Q', 0),
    ]),
    layoutSeed(division),
    withIds(division, 'sales/PriceLists', [{ Code: 'WEB', Description: 'Web shop', Currency: 'EUR', Entity: 0 }]),
    withIds(division, 'sales/SalesPriceLists', [
      { Code: 'WEB', Description: 'Web shop', Currency: 'EUR', Entity: 1, Type: 1 },
    ]),
    withIds(division, 'sales/ShippingMethods', [
      { Code: 'POST', Description: 'Parcel post', Active: true },
      { Code: 'PICKUP', Description: 'Collected by the customer', Active: true },
    ]),
  ];
}

/** Layouts have a subject and no code; what their type means is not sourced. */
function layoutSeed(division: number): TableSeed {
  const subjects = ['Invoice', 'Web shop invoice'];
  return {
    table: 'salesinvoice/Layouts',
    rows: subjects.map((Subject) => ({ ID: guidFor(`${division}/salesinvoice/Layouts/${Subject}`), Subject, Type: 1 })),
  };
}

/** What the licence includes; the numbers and texts of real administrations are not sourced. */
const features: TableSeed = {
  table: 'system/AvailableFeatures',
  rows: ['Accounting', 'Sales orders', 'Sales invoices', 'Inventory'].map((Description, index) => ({
    ID: index + 1,
    Description,
  })),
};

function logisticsSeeds(division: number): TableSeed[] {
  const ledgers = {
    GLRevenue: ledgerId(division, '8000'),
    GLCosts: ledgerId(division, '7000'),
    GLStock: ledgerId(division, '3000'),
  };
  return [
    withIds(division, 'inventory/Warehouses', [
      { Code: '1', Description: 'Main warehouse', Main: 1, UseStorageLocations: 0 },
      { Code: '2', Description: 'Shop', Main: 0, UseStorageLocations: 0 },
    ]),
    withIds(division, 'logistics/Units', [
      { Code: 'pc', Description: 'Piece', Active: true, Main: 1, Type: 'O' },
      { Code: 'set', Description: 'Set', Active: true, Main: 0, Type: 'O' },
      { Code: 'hour', Description: 'Hour', Active: true, Main: 0, Type: 'T', TimeUnit: 'hh' },
    ]),
    withIds(division, 'logistics/ItemGroups', [
      { Code: 'GOODS', Description: 'Goods', IsDefault: 1, ...ledgers },
      {
        Code: 'SERVICE',
        Description: 'Services and charges',
        IsDefault: 0,
        ...ledgers,
        GLRevenue: ledgerId(division, '8100'),
      },
    ]),
  ];
}

/** Master data of every administration: VAT codes, ledgers, journals, warehouses, units, states, currencies. */
export function masterData(division: number): TableSeed[] {
  const currency = (code: string, description: string): Row => ({
    Code: code,
    Description: description,
    AmountPrecision: 0.01,
    PricePrecision: 0.0001,
  });
  return [
    ...vatSeeds(division),
    ...ledgerSeeds(division),
    ...salesSeeds(division),
    ...logisticsSeeds(division),
    features,
    { table: 'crm/AddressStates', rows: stateRows(division) },
    {
      table: 'general/Currencies',
      rows: [currency('EUR', 'Euro'), currency('GBP', 'Pound sterling'), currency('USD', 'US dollar')],
    },
  ];
}
