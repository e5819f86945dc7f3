import {
  addDecimals,
  subtractDecimals,
  type AnyReader,
  type Connector,
  type ConnectorContext,
  type HttpRequest,
} from '@koppel/connector-sdk';
import type { Fields, RecordHistory, Secrets, SourceRecord, Translated } from '@koppel/connector-sdk';
import {
  entitySchemas,
  type Credit,
  type Decimal,
  type EntityOf,
  type JsonValue,
  type Order,
  type Payment,
} from '@koppel/contracts';
import { createConnectorContext } from '../connector-context.js';
import { localAccess } from '../local-access.js';
import { localRateBudget } from '../rate-budget.js';

type Kind = 'order' | 'credit' | 'payment';

/** What is delivered of an order. */
export interface OrderBooks {
  order: Order;
  credits: Credit[];
  payments: Payment[];
}

const history: RecordHistory = { enabledAt: '2000-01-01T00:00:00Z', booksCredits: true };

/** A real shop as the flows of orders, credits and payments read it, for specs of what becomes of its orders. */
export class ShopBooks {
  /** By the clock of its runs, and of the shop: its answers are of that time. */
  nowMs = Date.now();
  private readonly startedMs = this.nowMs;

  constructor(private readonly options: { connector: Connector; fields: Fields; secrets: Secrets }) {}

  context(): ConnectorContext {
    const { secrets, ...connection } = this.options;
    const common = {
      ...{ ...connection, host: {}, outbound: { allowPrivateAddresses: true } },
      signal: new AbortController().signal,
    };
    const access = localAccess({ ...common, secrets });
    const log = { info() {}, warn() {} };
    const context = createConnectorContext({ ...common, access, budget: localRateBudget({ concurrency: 2 }), log });
    const aheadMs = this.nowMs - this.startedMs;
    return {
      ...context,
      now: () => new Date(this.nowMs),
      http: {
        request: async <Body>(request: HttpRequest) => {
          const answer = await context.http.request<Body>(request);
          return { ...answer, headers: { ...answer.headers, date: new Date(Date.now() + aheadMs).toUTCString() } };
        },
      },
    };
  }

  /** Keys that a run gives from a cursor on, in order, and where the next one goes on. */
  async gather(kind: Kind, cursor?: JsonValue): Promise<{ keys: string[]; cursor: JsonValue | undefined }> {
    const keys: string[] = [];
    let last = cursor;
    const options = { cursor, settings: this.settings(kind), pageSize: 50, ...history };
    for await (const page of this.reader(kind).read(this.context(), options)) {
      keys.push(...page.records.map(({ key }) => key));
      last = page.cursor;
    }
    return { keys, cursor: last };
  }

  /** The records with these keys, as they are translated now. */
  async translate<Wanted extends Kind>(
    kind: Wanted,
    keys: readonly string[],
    known: Partial<RecordHistory> = {},
  ): Promise<Translated<EntityOf<Wanted>>[]> {
    const reader = this.reader(kind);
    const settings = this.settings(kind);
    const records = (await reader.readByKeys?.(this.context(), { keys, settings })) ?? [];
    return records.map(
      ({ native }: SourceRecord<unknown>) =>
        reader.toCanonical(native, settings, { ...history, ...known }) as Translated<EntityOf<Wanted>>,
    );
  }

  /** An order that was delivered, with its credits and payments. What is left out of these is absent. */
  async of(orderKey: string): Promise<OrderBooks> {
    const [order] = await this.taken('order', [orderKey], { isDelivered: true });
    if (!order) throw new Error(`the order ${orderKey} is left out`);
    return {
      order,
      credits: await this.partsOf('credit', orderKey),
      payments: await this.partsOf('payment', orderKey),
    };
  }

  /** The order minus its credits, whose lines come to their amounts. */
  async leftOf(orderKey: string): Promise<Decimal> {
    const { order, credits } = await this.of(orderKey);
    for (const { lines, inclVat } of credits) {
      const amounts = lines.flatMap(({ totalExclVat, vatAmount }) => [totalExclVat, vatAmount]);
      expect(addDecimals('0', ...amounts)).toBe(inclVat);
    }
    return subtractDecimals(order.totals.inclVat, addDecimals('0', ...credits.map(({ inclVat }) => inclVat)));
  }

  private async partsOf<Wanted extends Kind>(kind: Wanted, orderKey: string): Promise<EntityOf<Wanted>[]> {
    const keys = (await this.gather(kind)).keys.filter((key) => key.startsWith(`${orderKey}:`));
    return this.taken(kind, keys);
  }

  private async taken<Wanted extends Kind>(
    kind: Wanted,
    keys: readonly string[],
    known?: Partial<RecordHistory>,
  ): Promise<EntityOf<Wanted>[]> {
    const translated = await this.translate(kind, keys, known);
    expect(translated).toHaveLength(keys.length);
    return translated.flatMap((each) =>
      'canonical' in each ? [entitySchemas[kind].parse(each.canonical) as EntityOf<Wanted>] : [],
    );
  }

  private reader(kind: Kind): AnyReader {
    const reader = this.options.connector.readers[kind] as AnyReader | undefined;
    if (!reader) throw new Error(`there is no reader of ${kind}`);
    return reader;
  }

  private settings(kind: Kind): Record<string, JsonValue> {
    const { inherits, settings } = this.reader(kind);
    return { ...(inherits && this.settings(inherits as Kind)), ...(settings.parse({}) as Record<string, JsonValue>) };
  }
}
