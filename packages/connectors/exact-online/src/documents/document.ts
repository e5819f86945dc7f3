import type { ConnectorContext, TargetMatch } from '@koppel/connector-sdk';
import type { Decimal, Reason, RecordDocument } from '@koppel/contracts';
import type { Account } from '../accounts.js';
import type { Row } from '../odata.js';
import type { Composition, VatAmounts } from '../order-document.js';
import type { OrderPayload } from '../order-payload.js';
import type { OrderSettings } from '../order-settings.js';

export type DocumentType = OrderSettings['documentType'];

/** A document as Exact Online has it. */
export interface BookedDocument {
  key: string;
  number: number;
  /** Key of the account. */
  accountId: string | undefined;
  /** Key of the account that owes it, mostly the same. */
  debtorId: string | undefined;
  /** By which it is open until it is paid; undefined where it is not open: a sales order, a draft. */
  invoiceNumber: number | undefined;
  buyerName: string | undefined;
  /** Key of the address that it goes to, where it has one. */
  deliveryAddressId: string | undefined;
  remarks: string;
  /** `2026-11-23` */
  day: string;
  /** VAT included. */
  total: Decimal;
  currency: string;
  /** `open`: it may still be changed or deleted; `closed`: delivered, invoiced, final or in a closed period. */
  state: 'open' | 'closed';
}

/** An order with all that its document is made of. */
export interface OrderToBook {
  payload: OrderPayload;
  composition: Composition;
  accountId: string;
  /** Undefined where many buyers share it and it cannot be read. */
  account: Account | undefined;
}

/** A document that was written. */
export interface CreatedDocument {
  key: string;
  /** As the record link keeps it. */
  document: RecordDocument;
  /** What a person should know of it all the same. */
  notes?: readonly Reason[];
}

/** What stands in the books under the reference of an order. */
export interface StandingDocuments {
  /** Keys of the documents that no credit takes back, the oldest first. */
  keys: readonly string[];
  /** How many credits take documents back. */
  reversals: number;
}

/** What an order becomes in Exact Online. One file for each kind stands in this folder. */
export interface DocumentKind {
  type: DocumentType;
  /** Its lines sell items, which must exist. */
  hasItems: boolean;
  /**
   * The document as it is sent, without its account. Pure.
   *
   * @throws ConnectorFailure of class `missing_reference` or `value` where it cannot be written as it is.
   */
  compose(payload: OrderPayload, composition: Composition, amounts?: VatAmounts): Row;
  /** By the reference of their orders, many in one call. It is not unique there, so the oldest document with it counts. */
  find(
    context: ConnectorContext,
    references: readonly string[],
    settings: OrderSettings,
  ): Promise<Map<string, TargetMatch>>;
  /** What an interrupted attempt began under these references and did not finish, which `find` does not give. */
  findBegun(
    context: ConnectorContext,
    references: readonly string[],
    settings: OrderSettings,
  ): Promise<Map<string, TargetMatch>>;
  standing(context: ConnectorContext, reference: string, settings: OrderSettings): Promise<StandingDocuments>;
  /** Documents by their keys, many in one call; absent where they do not exist any more. */
  read(context: ConnectorContext, keys: readonly string[]): Promise<Map<string, BookedDocument>>;
  /** Whether a document of this day can be that of an order of that day. */
  isDayOf(context: ConnectorContext, documentDay: string, orderDay: string): Promise<boolean>;
  /**
   * Creates it and reads its total back. What is not the receipt does not stay.
   *
   * @throws ConnectorFailure
   */
  create(context: ConnectorContext, order: OrderToBook): Promise<CreatedDocument>;
  /**
   * Brings it to its order as that is now, line by line, so that it keeps its number; for another account it is made anew. Gives
   * its key. What is no longer open must not differ.
   *
   * @throws ConnectorFailure
   */
  change(context: ConnectorContext, order: OrderToBook, booked: BookedDocument): Promise<CreatedDocument>;
  remove(context: ConnectorContext, key: string): Promise<void>;
}
