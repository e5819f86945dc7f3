import type { Company } from '../store/company.js';
import type { Row, Scalar } from '../store/row.js';
import { type Tab, date, day, money, number, plain, rowsOf, text } from './cells.js';
import { documentTabs } from './document-tabs.js';
import { moneyTabs } from './money-tabs.js';

function priceOf(company: Company, itemId: Scalar | undefined): string {
  const prices = [...company.table('logistics/SalesItemPrices').findBy('Item', itemId ?? null)];
  return money(prices.find(({ row }) => row['Quantity'] === 1 && !row['EndDate'])?.row['Price']);
}

function itemRow(company: Company, row: Row): string[] {
  const isShown = row['IsWebshopItem'] === 1 ? 'yes' : 'no';
  return [
    text(row['Code']),
    text(row['Description']),
    priceOf(company, row['ID']),
    text(row['SalesVatCode']),
    text(row['Stock']),
    isShown,
    day(row['EndDate']),
  ];
}

export const tabs: readonly Tab[] = [
  {
    name: 'items',
    title: 'Items',
    columns: [
      plain('Code'),
      plain('Description'),
      number('Price (EUR)'),
      plain('VAT'),
      number('Stock'),
      plain('Web shop'),
      date('Ended'),
    ],
    rows: (company) => rowsOf(company, 'logistics/Items').map((row) => itemRow(company, row)),
  },
  {
    name: 'stock',
    title: 'Stock',
    columns: [
      plain('Item'),
      plain('Description'),
      plain('Warehouse'),
      number('In stock'),
      number('Reserved'),
      number('Free'),
    ],
    rows: (company) =>
      rowsOf(company, 'inventory/ItemWarehouses').map((row) => [
        text(row['ItemCode']),
        text(row['ItemDescription']),
        text(row['WarehouseDescription']),
        text(row['CurrentStock']),
        text(row['ReservedStock']),
        text(row['FreeStock']),
      ]),
  },
  {
    name: 'accounts',
    title: 'Accounts',
    columns: [
      plain('Code'),
      plain('Name'),
      plain('E-mail'),
      plain('City'),
      plain('Country'),
      plain('VAT number'),
      plain('Status'),
    ],
    rows: (company) =>
      rowsOf(company, 'crm/Accounts').map((row) =>
        ['Code', 'Name', 'Email', 'City', 'Country', 'VATNumber', 'Status'].map((column) => text(row[column])),
      ),
  },
  ...documentTabs,
  ...moneyTabs,
  {
    name: 'webhooks',
    title: 'Webhooks',
    columns: [plain('Topic'), plain('Callback address'), plain('App'), date('Since')],
    rows: (company) =>
      rowsOf(company, 'webhooks/WebhookSubscriptions').map((row) => [
        text(row['Topic']),
        text(row['CallbackURL']),
        text(row['ClientID']),
        day(row['Created']),
      ]),
  },
];

/** The tab of that name, else the first. */
export function findTab(name: string): Tab | undefined {
  return tabs.find((tab) => tab.name === name) ?? tabs[0];
}
