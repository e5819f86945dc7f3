import type { Company } from '../store/company.js';
import type { Row, Scalar } from '../store/row.js';

export interface Column {
  title: string;
  isNumber?: boolean;
}

export interface Tab {
  name: string;
  title: string;
  columns: Column[];
  rows: (company: Company) => string[][];
}

function text(value: Scalar | undefined): string {
  return value === null || value === undefined ? '' : String(value).trim();
}

function day(value: Scalar | undefined): string {
  return typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : '';
}

function money(value: Scalar | undefined): string {
  return typeof value === 'number' ? value.toFixed(2) : '';
}

function rowsOf(company: Company, table: string): Row[] {
  return [...company.table(table).values()].map(({ row }) => row);
}

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

function orderRows(company: Company): string[][] {
  return rowsOf(company, 'salesorder/SalesOrders')
    .reverse()
    .map((row) => [
      text(row['OrderNumber']),
      text(row['YourRef']),
      day(row['OrderDate']),
      text(row['OrderedByName']),
      orderLines(company, row),
      money(row['AmountFCExclVat']),
      money(row['VATAmount']),
      money(row['AmountFC']),
      text(row['StatusDescription']),
    ]);
}

function orderLines(company: Company, order: Row): string {
  const lines = [...company.table('salesorder/SalesOrderLines').findBy('OrderID', order['OrderID'] ?? null)].map(
    ({ row }) => row,
  );
  lines.sort((a, b) => Number(a['LineNumber']) - Number(b['LineNumber']));
  return lines
    .map(
      (line) =>
        `${text(line['Quantity'])} × ${text(line['ItemCode'])} ${text(line['Description'])} à ${text(line['NetPrice'])} = ${money(line['AmountFC'])}`,
    )
    .join('\n');
}

const number = (title: string): Column => ({ title, isNumber: true });
const plain = (title: string): Column => ({ title });

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
      plain('Ended'),
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
  {
    name: 'orders',
    title: 'Sales orders',
    columns: [
      plain('Number'),
      plain('Your ref.'),
      plain('Date'),
      plain('Ordered by'),
      plain('Lines'),
      number('Excl. VAT'),
      number('VAT'),
      number('Total'),
      plain('Status'),
    ],
    rows: orderRows,
  },
  {
    name: 'webhooks',
    title: 'Webhooks',
    columns: [plain('Topic'), plain('Callback address'), plain('App'), plain('Since')],
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
