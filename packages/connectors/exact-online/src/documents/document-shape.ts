import type { ConnectorContext } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import type { Row } from '../odata.js';
import type { Composition, LineForms } from '../order-document.js';
import type { OrderSettings } from '../order-settings.js';
import type { DocumentKind, OrderToBook } from './document.js';
import type { LineTable } from './lines.js';

/** How Exact Online keeps a kind of document. */
export interface DocumentShape
  extends Pick<DocumentKind, 'type' | 'hasItems' | 'compose'>, Pick<LineForms, 'roundingLine'> {
  /** `salesorder/SalesOrders` */
  endpoint: string;
  keyColumn: string;
  /** Lines are added, changed and removed one by one at an endpoint of their own, whose name is also that of their column. */
  lines: LineTable;
  /** Columns that a document of the same account and currency may get later. */
  changeable: readonly string[];
  columns: {
    account: string;
    /** Where it may differ from the account. */
    debtor?: string;
    buyerName: string;
    day: string;
    remarks?: string;
    /** Those that tell number and state. */
    others: readonly string[];
  };
  numberOf(row: Row): number;
  /** Left out where it is never open. */
  invoiceNumberOf?(row: Row): number | undefined;
  isOpen(context: ConnectorContext, row: Row): boolean | Promise<boolean>;
  /** Where the reference of the order stands, and is looked for. */
  referenceColumn(settings: OrderSettings): string;
  /** Columns for who receives it, where it has them. */
  recipients?: { address: string; contact: string };
  isDayOf?: DocumentKind['isDayOf'];
  /** A last step after which it counts as written; until then it is begun, and the next attempt goes on with it. */
  finish?: {
    isWanted(settings: OrderSettings): boolean;
    isDone(row: Row): boolean;
    /** Gives what a person should know of it all the same. */
    run(context: ConnectorContext, key: string, order: OrderToBook): Promise<Reason | undefined>;
  };
  /** What a person should know of one that was created. */
  noteOf?(composition: Composition): Reason | undefined;
}
