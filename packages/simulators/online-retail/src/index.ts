import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * Real orders of a UK gift shop, eight trading days of December 2010.
 * Source: Chen, D. (2015), "Online Retail", UCI Machine Learning Repository, CC BY 4.0.
 */
const dataFolder = join(import.meta.dirname, '..', 'data');

export interface InvoiceLine {
  stockCode: string;
  description: string;
  quantity: number;
  /** GBP without VAT, as a decimal string exactly as in the source. */
  unitPrice: string;
}

export interface Invoice {
  /** Begins with `C` for a cancellation or credit. */
  invoiceNo: string;
  /** `YYYY-MM-DD HH:MM:SS`, local time of the shop. */
  date: string;
  /** Undefined for a guest. */
  customerId: string | undefined;
  country: string;
  lines: InvoiceLine[];
}

interface Row {
  InvoiceNo: string;
  StockCode: string;
  Description: string;
  Quantity: string;
  InvoiceDate: string;
  UnitPrice: string;
  CustomerID: string;
  Country: string;
}

/** The trading days in the data, oldest first, as `YYYY-MM-DD`. */
export function tradingDays(): string[] {
  return readdirSync(dataFolder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.slice(0, -'.csv'.length))
    .sort();
}

/** The invoices of the given trading days, in the order of the source. */
export function readInvoices(days: readonly string[] = tradingDays()): Invoice[] {
  const invoices = new Map<string, Invoice>();
  for (const day of days) {
    const rows = parse(readFileSync(join(dataFolder, `${day}.csv`), 'utf8'), { columns: true }) as Row[];
    for (const row of rows) {
      let invoice = invoices.get(row.InvoiceNo);
      if (!invoice) {
        const customerId = row.CustomerID === '' ? undefined : row.CustomerID.replace(/\.0$/, '');
        invoice = { invoiceNo: row.InvoiceNo, date: row.InvoiceDate, customerId, country: row.Country, lines: [] };
        invoices.set(row.InvoiceNo, invoice);
      }
      invoice.lines.push({
        stockCode: row.StockCode,
        description: row.Description,
        quantity: Number(row.Quantity),
        unitPrice: row.UnitPrice,
      });
    }
  }
  return [...invoices.values()];
}

export interface StockCode {
  code: string;
  /** The most frequent description; the code when there is none. */
  description: string;
  /** The highest unit price, GBP without VAT, as a decimal string. */
  unitPrice: string;
}

/** The distinct stock codes of the data, case-sensitive and sorted. */
export function readStockCodes(): StockCode[] {
  const seen = new Map<string, { descriptions: Map<string, number>; price: string }>();
  for (const line of readInvoices().flatMap((invoice) => invoice.lines)) {
    const entry = seen.get(line.stockCode) ?? { descriptions: new Map<string, number>(), price: '0' };
    if (line.description) entry.descriptions.set(line.description, (entry.descriptions.get(line.description) ?? 0) + 1);
    if (Number(line.unitPrice) > Number(entry.price)) entry.price = line.unitPrice;
    seen.set(line.stockCode, entry);
  }
  return [...seen]
    .map(([code, { descriptions, price }]) => {
      const [maxSeen] = [...descriptions].sort((a, b) => b[1] - a[1]);
      return { code, description: maxSeen?.[0] ?? code, unitPrice: price };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
