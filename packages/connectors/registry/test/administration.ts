import { exactOnline } from '@koppel/connector-exact-online';
import type { AnyReader, AnyWriter, ConnectorContext, WriteOutcome } from '@koppel/connector-sdk';
import { woocommerce } from '@koppel/connector-woocommerce';
import { entitySchemas, type JsonValue, type Order, type Reason } from '@koppel/contracts';
import { startSandbox, type Sandbox } from '../../exact-online/test/sandbox.js';
import { tables, type DocumentType } from './document-tables.js';

export type Row = Record<string, JsonValue>;

export interface BookedLine {
  item: string;
  /** Without VAT. */
  amount: number;
  vatCode: string;
  vat: number;
}

/** What became of an order: its document, or why there is none. */
export type Booking = { total: number; lines: BookedLine[] } | { reason: Reason };

/** Missing articles go on an item of their own, so that any order can be booked. */
const replacing = { missingArticle: 'replace', replacementItem: 'MISC', roundingItem: 'ROUND' };

const [reader, writer] = [woocommerce.readers.order, exactOnline.writers.order] as unknown as [AnyReader, AnyWriter];

const [creditReader, creditWriter] = [woocommerce.readers.credit, exactOnline.writers.credit] as unknown as [
  AnyReader,
  AnyWriter,
];

/** An order of a shop, and its refunds as the shop gives them. */
export interface RefundedOrder {
  order: Row;
  refunds: Row[];
}

interface Delivery {
  writer: AnyWriter;
  canonical: unknown;
  settings: unknown;
  references: Record<string, string>;
}

/** An administration in the simulator of Exact Online, and the way of an order of WooCommerce into it. */
export class Administration {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly account: string,
    private readonly documentType: DocumentType,
  ) {}

  static async start(
    vatAmounts: 'kept' | 'calculated',
    documentType: DocumentType = 'sales_order',
  ): Promise<Administration> {
    const sandbox = await startSandbox({ seedItems: 5 });
    const { control } = sandbox.simulator;
    control.setVatAmounts(vatAmounts);
    const GLRevenue = control.list('financial/GLAccounts', { where: { Code: '8000' } })[0]?.['ID'];
    for (const code of ['MUG', 'BOOK', 'MISC', 'ROUND'])
      control.insert('logistics/Items', { Code: code, Description: code, IsSalesItem: true, Unit: 'pc', GLRevenue });
    return new Administration(sandbox, String(control.list('crm/Accounts', {})[0]?.['ID']), documentType);
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }

  get control() {
    return this.sandbox.simulator.control;
  }

  /** Of a new run. */
  context(): Promise<ConnectorContext> {
    return this.sandbox.context();
  }

  /** A VAT code as somebody makes it for the VAT of another country. */
  addForeignVat(code: string, country: string, percent: number): void {
    const rest = { Description: `${country} ${percent} %`, Country: country, OssCountry: country };
    this.control.insert('vat/VATCodes', { Code: code, Type: 'E', Percentage: percent / 100, ...rest });
  }

  async book(context: ConnectorContext, native: Row, settings: Row = {}): Promise<Booking> {
    const readSettings: unknown = reader.settings.parse({ orderStatuses: [native['status'] ?? ''] });
    const writeSettings = this.settings(settings);
    try {
      const translated = reader.toCanonical(native, readSettings, {
        enabledAt: '2000-01-01T00:00:00Z',
        booksCredits: true,
      });
      if ('filtered' in translated) return { reason: translated.filtered };
      return await this.deliver(context, entitySchemas.order.parse(translated.canonical), writeSettings);
    } catch (error: unknown) {
      if (error instanceof Error && 'reason' in error) return { reason: error.reason as Reason };
      throw error;
    }
  }

  /** An order with all its refunds; its own document comes first. */
  async bookWithCredits(context: ConnectorContext, { order, refunds }: RefundedOrder): Promise<Booking[]> {
    const readSettings: unknown = {
      ...(reader.settings.parse({}) as Row),
      ...(creditReader.settings.parse({}) as Row),
    };
    const writeSettings: unknown = { ...this.settings(), ...(creditWriter.settings.parse({}) as Row) };
    const history = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };
    const canonical = <Kind extends 'order' | 'credit'>(kind: Kind, { toCanonical }: AnyReader, native: unknown) => {
      const translated = toCanonical(native, readSettings, history);
      if ('filtered' in translated) throw new Error(translated.filtered.code);
      return entitySchemas[kind].parse(translated.canonical);
    };
    const references = { customer: this.account };
    const orderKey = await this.write(context, {
      ...{ writer, canonical: canonical('order', reader, order), settings: writeSettings, references },
    });
    const bookings = [this.documentOf(orderKey)];
    for (const { id } of refunds) {
      const native = { order, refunds, refundId: id };
      const key = await this.write(context, {
        ...{ writer: creditWriter, canonical: canonical('credit', creditReader, native), settings: writeSettings },
        references: { order: orderKey },
      });
      bookings.push(this.documentOf(key));
    }
    return bookings;
  }

  private settings(settings: Row = {}): Row {
    return writer.settings.parse({
      ...{ documentType: this.documentType, ...replacing },
      ...tables[this.documentType].settings,
      ...settings,
    }) as Row;
  }

  private async deliver(context: ConnectorContext, order: Order, settings: unknown): Promise<Booking> {
    const references = { customer: this.account };
    return this.documentOf(await this.write(context, { writer, canonical: order, settings, references }));
  }

  /** @returns the key of the document */
  private async write(
    context: ConnectorContext,
    { writer: by, canonical, settings, references }: Delivery,
  ): Promise<string> {
    const translated = by.fromCanonical(canonical as never, settings);
    if ('filtered' in translated)
      throw Object.assign(new Error(translated.filtered.code), { reason: translated.filtered });
    const { payload } = translated;
    const naturalKey = by.naturalKey(payload);
    const failure = (await by.resolve?.(context, [payload], settings))?.get(naturalKey);
    if (failure) throw failure;
    const operation = { payload, naturalKey, targetKey: undefined, idempotencyKey: naturalKey, references };
    const [outcome] = (await by.write(context, [operation], settings)) as [WriteOutcome];
    if (outcome.status === 'failed') throw outcome.failure;
    return outcome.targetKey;
  }

  countDocuments(): number {
    return this.control.list(tables[this.documentType].documents).length;
  }

  private documentOf(key: string): Booking {
    const table = tables[this.documentType];
    const lines = this.control.list(table.lines, { where: { [table.key]: key } });
    return {
      total: Number(this.control.get(table.documents, key)?.['AmountFC']),
      lines: lines.map((line) => ({
        item: String(line[table.item]),
        amount: Number(line['AmountFC']),
        vatCode: String(line['VATCode']).trim(),
        vat: Number(line[table.vat]),
      })),
    };
  }
}
