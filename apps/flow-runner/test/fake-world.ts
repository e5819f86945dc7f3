import { defineReasons, type JsonValue, type Order, type RecordDocument } from '@koppel/contracts';
import {
  sharedFailure,
  defineConnector,
  failuresOf,
  perMinute,
  type Connector,
  type ConnectorFailure,
  type ConnectorContext,
  type ConnectorHooks,
  type EntityReader,
  type EntityWriter,
  type FailureOptions,
  type HookReport,
  type HookRequest,
  type TargetPayload,
  type WithdrawOperation,
  type WithdrawOutcome,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import { z } from 'zod';

export interface FakeRecord {
  key: string;
  sku: string;
  name: JsonValue;
  barcode?: string;
  /** It left the selection of the source. */
  isOver?: boolean;
  /** Grows with every change of the record. */
  version: number;
}

interface FakeOrder {
  number: string;
  sku: string;
  email: string;
  isCancelled?: boolean;
}

export interface FakeWebhook {
  topic: string;
  url: string;
  secret: string;
  isOff?: boolean;
}

interface FakeCredit {
  number: string;
  order: string;
}

type Native = { [key: string]: JsonValue };

const fakeReasons = defineReasons({
  en: {
    'fake.left_out': 'Left out by its name.',
    'fake.article_missing': 'Article {sku} does not exist yet.',
    'fake.gone': 'It was deleted.',
    'fake.cancelled': 'It was cancelled.',
    'fake.processed': 'It was processed.',
    'fake.reference_taken': 'Order {number} has the reference {reference}.',
  },
  nl: {
    'fake.left_out': 'Overgeslagen vanwege de naam.',
    'fake.article_missing': 'Artikel {sku} bestaat nog niet.',
    'fake.gone': 'Het is verwijderd.',
    'fake.cancelled': 'Het is geannuleerd.',
    'fake.processed': 'Het is verwerkt.',
    'fake.reference_taken': 'Order {number} heeft de referentie {reference}.',
  },
});
const failure = failuresOf(fakeReasons);

const application = 'Fake shop';
/** The ways in which a fake application fails a call; the reasons are those of a real one. */
export const shopFailures = {
  isDown: (options: FailureOptions = {}): ConnectorFailure =>
    sharedFailure(
      'application_down',
      'http.unavailable',
      { application, status: 503, said: 'closed' },
      { status: 503, ...options },
    ),
  isCut: (): ConnectorFailure =>
    sharedFailure('intermittent', 'http.cut', { application, code: 'ECONNRESET' }, { isOutcomeUnknown: true }),
  isBroken: (): ConnectorFailure =>
    sharedFailure('intermittent', 'http.server_error', { application, status: 500, said: 'error' }, { status: 500 }),
  asksToWait: (retryAfterMs: number): ConnectorFailure =>
    sharedFailure(
      'rate_limit',
      'http.rate_limit',
      { application: 'Fake target', status: 429, said: 'slow down' },
      { status: 429, retryAfterMs },
    ),
  hasUsedItsLimit: (retryAfterMs: number): ConnectorFailure =>
    sharedFailure('rate_limit', 'budget.exhausted', { seconds: Math.ceil(retryAfterMs / 1000) }, { retryAfterMs }),
  refuses: (status: 401 | 403, said = 'no right'): ConnectorFailure =>
    sharedFailure('permission', 'http.forbidden', { application, status, said }, { status }),
};

function canonicalOrder(native: Native): Order {
  const email = String(native['email']);
  return {
    number: String(native['number']),
    placedAt: '2026-01-01T00:00:00Z',
    status: 'paid',
    isCredit: false,
    currency: 'EUR',
    customer: { key: `email:${email}`, isGuest: true, email },
    lines: [
      {
        kind: 'item',
        sku: String(native['sku']),
        description: 'x',
        quantity: '1',
        totalExclVat: '1.00',
        vatAmount: '0.21',
        taxes: [{ ratePercent: '21', country: 'NL', isCompound: false, amount: '0.21' }],
      },
    ],
    totals: { exclVat: '1.00', vat: '0.21', inclVat: '1.21' },
  };
}

async function ensureFake(webhooks: FakeWebhook[], { url, secret, topics, ownerOf }: HookRequest): Promise<HookReport> {
  const repaired: string[] = [];
  for (const webhook of [...webhooks]) {
    const owner = await ownerOf(webhook.url);
    if (owner === 'shared' || owner === 'foreign') continue;
    if (owner === 'own' && webhook.url === url && !webhook.isOff) continue;
    if (webhook.isOff) repaired.push(webhook.topic);
    webhooks.splice(webhooks.indexOf(webhook), 1);
  }
  for (const topic of topics) {
    const owners = webhooks.filter((each) => each.topic === topic).map((each) => ownerOf(each.url));
    if ((await Promise.all(owners)).every((owner) => owner === 'foreign')) webhooks.push({ topic, url, secret });
  }
  return { topics, repaired };
}

/** Two applications in memory, with levers to make them fail. */
export class FakeWorld {
  records: FakeRecord[] = [];
  orders: FakeOrder[] = [];
  credits: FakeCredit[] = [];
  /** Orders that the target does not change or take back any more. */
  processed = new Set<string>();
  readonly withdrawn: string[] = [];
  /** What the target says of its documents, by order number. */
  readonly documents = new Map<string, RecordDocument>();
  /** Operations that told the writer of a document, newest last. */
  readonly told: {
    naturalKey: string;
    document?: RecordDocument;
    referencedDocuments?: Record<string, RecordDocument>;
  }[] = [];
  /** What exists at the target: SKU, order number or e-mail address → target key. */
  readonly target = new Map<string, { key: string; form: TargetPayload }>();
  /** Keys under which another record stands at the target. */
  taken = new Set<string>();
  /** Target keys that do not exist any more. */
  gone = new Set<string>();
  readonly created: string[] = [];
  readonly updated: string[] = [];
  finds = 0;
  reads = 0;
  pageSize = 10;
  /** Whether the target sets articles out of stock that left; another flow of articles undoes that. */
  sellsOut = false;
  /** How many articles one run may set out of stock. */
  maxWithdrawn = 100;
  /** Called before each write; may throw, wait, or give a failure for one operation. */
  beforeWrite: (
    operation: WriteOperation<TargetPayload>,
  ) => Promise<ConnectorFailure | undefined> | ConnectorFailure | undefined = () => undefined;
  /** Called after each write was done; what it gives is answered instead. */
  afterWrite: (
    operation: WriteOperation<TargetPayload>,
  ) => Promise<ConnectorFailure | undefined> | ConnectorFailure | undefined = () => undefined;
  beforeRead: (page: number) => Promise<void> | void = () => undefined;
  /** Where set, every call of the target also goes through its HTTP port. */
  pingUrl: string | undefined;
  perMinute: number | undefined;
  /** What the source calls, by topic and address; it takes a secret for each. */
  webhooks: FakeWebhook[] = [];
  /** The source calls one address for a topic, and signs with the secret of its connection. */
  hasOneHookPerTopic = false;
  beforeHooks: () => void = () => undefined;
  /** The only ports that the source calls. */
  callbackPorts: readonly number[] | undefined;
  /** How often the source was asked which orders it still has. */
  searches = 0;
  /** Tells a reader to stop what it does. */
  sourceSignal: AbortSignal | undefined;

  addRecords(count: number, from = 0): void {
    for (let index = from; index < from + count; index += 1) {
      const number = String(index).padStart(4, '0');
      this.records.push({ key: `id-${number}`, sku: `SKU-${number}`, name: `Article ${number}`, version: 1 });
    }
  }

  change(key: string, name: string): void {
    this.set(key, { name });
  }

  /** The article leaves the selection of the source, or comes back. */
  end(key: string, isOver = true): void {
    this.set(key, { isOver });
  }

  private set(key: string, changes: Partial<FakeRecord>): void {
    const version = Math.max(0, ...this.records.map((record) => record.version)) + 1;
    this.records = this.records.map((record) => (record.key === key ? { ...record, ...changes, version } : record));
  }

  connectors(): Connector[] {
    const shared = {
      roles: ['books'] as const,
      summary: '',
      logoSvg: '<svg/>',
      manualUrl: new URL('file:///manual.md'),
      fields: z.object({}),
      authentication: { kind: 'header' as const, headers: { 'x-key': 'k' } },
      baseUrl: () => this.pingUrl ?? 'http://127.0.0.1:9',
      reasons: fakeReasons,
      test: () => Promise.resolve([]),
    };
    const source = defineConnector({
      ...shared,
      id: 'fake-source',
      name: 'Fake source',
      fields: z.object({ hookSecret: z.string().optional().meta({ 'x-secret': true }) }),
      limits: () => ({ concurrency: 2 }),
      hooks: this.hooks(),
      ...(this.callbackPorts && { callbackPorts: this.callbackPorts }),
      readers: { product: this.productReader(), order: this.orderReader(), credit: this.creditReader() },
      writers: {},
    });
    const target = defineConnector({
      ...shared,
      id: 'fake-target',
      name: 'Fake target',
      limits: () => ({ concurrency: 3, windows: { minute: perMinute(this.perMinute) } }),
      readers: {},
      writers: {
        product: this.productWriter(),
        customer: this.customerWriter(),
        order: this.orderWriter(),
        credit: this.creditWriter(),
      },
    });
    return [source, target];
  }

  /** Calls say what they are by headers. */
  private hooks(): ConnectorHooks {
    const { hasOneHookPerTopic } = this;
    return {
      topics: { order: ['order.changed', 'order.deleted'], product: ['product.changed'] },
      ...(hasOneHookPerTopic && { isOnePerTopic: true, secretField: 'hookSecret' }),
      ensure: async (_context, request) => {
        this.beforeHooks();
        return ensureFake(this.webhooks, request);
      },
      remove: async (_context, ownerOf) => {
        this.beforeHooks();
        for (const webhook of [...this.webhooks]) if ((await ownerOf(webhook.url)) === 'own') this.drop(webhook);
      },
      verify: ({ headers }, secret) => headers['x-secret'] === secret,
      meaning: ({ headers, body }) => {
        const topic = headers['x-topic'];
        if (body.length === 0) return { kind: 'test' };
        return { kind: topic?.endsWith('.deleted') ? 'ended' : 'changed', ...(topic !== undefined && { topic }) };
      },
    };
  }

  private drop(webhook: FakeWebhook): void {
    this.webhooks.splice(this.webhooks.indexOf(webhook), 1);
  }

  private productReader(): EntityReader<'product', Native> {
    return {
      entity: 'product',
      settings: z.object({ leftOut: z.string().default('nothing') }) as never,
      read: (context, { cursor }) => {
        this.sourceSignal = context.signal;
        return this.readPages(typeof cursor === 'string' ? cursor : '');
      },
      ...(this.sellsOut && {
        existing: (_context: unknown, { keys }: { keys: readonly string[] }) =>
          Promise.resolve(new Set(this.records.flatMap(({ key }) => (keys.includes(key) ? [key] : [])))),
      }),
      toCanonical: (native, settings) => {
        if (native['name'] === 'crash') throw new TypeError('cannot read the name');
        if (native['isOver'] === true) return { filtered: { code: 'fake.gone', params: {} }, isOver: true };
        if (native['name'] === settings['leftOut']) return { filtered: { code: 'fake.left_out', params: {} } };
        const { sku, name, barcode } = native;
        return { canonical: { sku, name, barcode, isStocked: true } as never };
      },
    };
  }

  /** Reads by version and key, like a source that can be queried for everything after a cursor. */
  private async *readPages(after: string) {
    const cursorOf = ({ version, key }: FakeRecord) => `${String(version).padStart(6, '0')}:${key}`;
    const newer = this.records
      .filter((record) => cursorOf(record) > after)
      .sort((a, b) => (cursorOf(a) < cursorOf(b) ? -1 : 1));
    for (let start = 0; start < newer.length; start += this.pageSize) {
      this.reads += 1;
      await this.beforeRead(this.reads);
      const page = newer.slice(start, start + this.pageSize);
      const records = page.map((record) => ({
        key: record.key,
        naturalKey: record.sku,
        native: { ...record } as Native,
      }));
      yield { records, cursor: page.map(cursorOf).at(-1) ?? after };
    }
  }

  private orderReader(): EntityReader<'order', Native> {
    const orders = () => this.orders;
    const recordOf = (order: FakeOrder) => ({
      key: order.number,
      naturalKey: order.number,
      native: { ...order } as Native,
    });
    return {
      entity: 'order',
      settings: z.object({}) as never,
      readByKeys: (_context, { keys }) =>
        Promise.resolve(
          orders()
            .filter(({ number }) => keys.includes(number))
            .map(recordOf),
        ),
      existing: (_context, { keys }) => {
        this.searches += 1;
        const numbers = orders().map(({ number }) => number);
        return Promise.resolve(new Set(numbers.filter((number) => keys.includes(number))));
      },
      async *read(_context, { cursor }) {
        const from = typeof cursor === 'number' ? cursor : 0;
        const fresh = orders().slice(from);
        yield {
          records: fresh.map(recordOf),
          cursor: from + fresh.length,
        };
      },
      identify: (native) => {
        const { number, customer } = canonicalOrder(native);
        return { number, customer: { ...customer, firstName: 'Anna', lastName: 'Smit' } };
      },
      toCanonical: (native) =>
        native['isCancelled'] === true
          ? { filtered: { code: 'fake.cancelled', params: {} }, isOver: true }
          : { canonical: canonicalOrder(native) },
    };
  }

  private creditReader(): EntityReader<'credit', Native> {
    const credits = () => this.credits;
    return {
      entity: 'credit',
      inherits: 'order',
      settings: z.object({}) as never,
      async *read() {
        const records = credits().map((credit) => ({
          key: credit.number,
          naturalKey: credit.number,
          native: { ...credit } as unknown as Native,
        }));
        yield await Promise.resolve({ records, cursor: null });
      },
      toCanonical: ({ number, order: orderNumber }) => {
        const order = canonicalOrder({ number: orderNumber ?? '', sku: 'A', email: 'jan@example.com' });
        return {
          canonical: {
            number: String(number),
            orderKey: String(orderNumber),
            order,
            creditedAt: '2026-01-02T00:00:00Z',
            lines: order.lines,
            inclVat: '1.21',
            isSpread: false,
          },
        };
      },
    };
  }

  private async call(context: ConnectorContext): Promise<void> {
    if (this.pingUrl) await context.http.request({ method: 'GET', url: '/ping' });
  }

  private find = async (context: ConnectorContext, keys: readonly string[]) => {
    this.finds += 1;
    await this.call(context);
    return new Map(
      keys.flatMap((key) => {
        const found = this.target.get(key);
        const document = this.documents.get(key);
        return found ? [[key, { targetKey: found.key, ...(document && { document }) }] as const] : [];
      }),
    );
  };

  private write = async (
    context: ConnectorContext,
    operations: readonly WriteOperation<TargetPayload>[],
  ): Promise<WriteOutcome[]> => {
    const outcomes: WriteOutcome[] = [];
    for (const operation of operations) {
      const refused = await this.beforeWrite(operation);
      if (refused) {
        outcomes.push({ status: 'failed', failure: refused });
        continue;
      }
      if (operation.targetKey !== undefined && this.gone.has(operation.targetKey)) {
        outcomes.push({ status: 'failed', failure: failure('value', 'fake.gone', {}, { isTargetGone: true }) });
        continue;
      }
      await this.call(context);
      this.told.push(operation);
      const targetKey = operation.targetKey ?? `t-${this.created.length + 1}`;
      (operation.targetKey === undefined ? this.created : this.updated).push(operation.naturalKey);
      this.target.set(operation.naturalKey, {
        key: targetKey,
        form: { ...operation.payload, references: operation.references },
      });
      const lost = await this.afterWrite(operation);
      const document = this.documents.get(operation.naturalKey);
      const written = { status: 'written' as const, targetKey, ...(document && { document }) };
      outcomes.push(lost ? { status: 'failed', failure: lost } : written);
    }
    return outcomes;
  };

  private productWriter(): EntityWriter<'product'> {
    return {
      entity: 'product',
      settings: z.object({}) as never,
      changes: 'create_and_update',
      batchSize: 2,
      fromCanonical: ({ sku, name, barcode }) => ({
        payload: { sku, name, ...(barcode !== undefined && { barcode }) },
      }),
      sharedFields: { name: { update: 'unless_same' } },
      naturalKey: (form) => String(form['sku']),
      find: this.find,
      write: this.write,
      ...(this.sellsOut && {
        ...{ withdraw: this.sellOut, undoneBy: { sold_out: 'product' as const } },
        maxWithdrawn: () => this.maxWithdrawn,
      }),
    };
  }

  private sellOut = (
    _context: ConnectorContext,
    operations: readonly WithdrawOperation<TargetPayload>[],
  ): Promise<WithdrawOutcome[]> =>
    Promise.resolve(
      operations.map(({ naturalKey, targetKey }): WithdrawOutcome => {
        this.withdrawn.push(naturalKey);
        return {
          status: 'withdrawn',
          targetKey,
          effects: [{ kind: 'sold_out' }],
          notes: [{ code: 'fake.gone', params: {} }],
        };
      }),
    );

  private customerWriter(): EntityWriter<'customer'> {
    return {
      entity: 'customer',
      settings: z.object({}) as never,
      changes: 'create_only',
      batchSize: 1,
      fromCanonical: ({ email = '' }) => ({ payload: { email: email.toLowerCase() } }),
      naturalKey: (form) => String(form['email']),
      find: this.find,
      write: this.write,
    };
  }

  private creditWriter(): EntityWriter<'credit'> {
    return {
      entity: 'credit',
      inherits: 'order',
      settings: z.object({}) as never,
      changes: 'create_only',
      batchSize: 1,
      fromCanonical: ({ number }) => ({ payload: { number } }),
      naturalKey: (form) => String(form['number']),
      dependencies: ({ orderKey }) => [{ name: 'order', entity: 'order', key: orderKey }],
      find: this.find,
      write: this.write,
    };
  }

  private orderWriter(): EntityWriter<'order'> {
    return {
      entity: 'order',
      settings: z.object({}) as never,
      changes: 'follow',
      version: ({ lines }) => lines[0]?.sku ?? '',
      withdraw: (_context, operations) =>
        Promise.resolve(
          operations.map((operation): WithdrawOutcome => {
            const { naturalKey } = operation;
            this.told.push(operation);
            if (this.processed.has(naturalKey))
              return { status: 'failed', failure: failure('value', 'fake.processed') };
            this.withdrawn.push(naturalKey);
            this.target.delete(naturalKey);
            return { status: 'withdrawn', targetKey: null, notes: [{ code: 'fake.gone', params: {} }] };
          }),
        ),
      batchSize: 1,
      fromCanonical: ({ number, lines }) => ({ payload: { number, sku: lines[0]?.sku ?? '' } }),
      naturalKey: (form) => String(form['number']),
      dependencies: ({ customer }) => [
        { name: 'customer', entity: 'customer', key: customer.key, canonical: customer },
      ],
      resolve: (_context, forms) => {
        const missing = forms.filter((form) => !this.target.has(String(form['sku'])));
        const failureOf = (sku: string) =>
          failure('missing_reference', 'fake.article_missing', { sku }, { waitsFor: `item:${sku}` });
        return Promise.resolve(
          new Map(missing.map((form) => [String(form['number']), failureOf(String(form['sku']))])),
        );
      },
      find: this.find,
      confirm: (_context, found) => {
        const others = found.filter(({ naturalKey }) => this.taken.has(naturalKey));
        const failureOf = (reference: string) =>
          failure('duplicate', 'fake.reference_taken', { reference, number: '2026-7' });
        return Promise.resolve(new Map(others.map(({ naturalKey }) => [naturalKey, failureOf(naturalKey)])));
      },
      write: this.write,
    };
  }
}
