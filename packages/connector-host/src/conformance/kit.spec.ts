import {
  ConnectorFailure,
  type AnyWriter,
  type Connector,
  type TargetPayload,
  type WriteOperation,
  type WriteOutcome,
} from '@koppel/connector-sdk';
import type { EntityKind } from '@koppel/contracts';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { acceptanceChecks } from './acceptance.js';
import { Bench } from './bench.js';
import { expectAnswersRead, expectFaultsPause } from './faults.js';

// The kit finds the fault where a connector lacks what it asks for: a connector of a small shop, whole and broken in one way at a time.

type Context = Parameters<AnyWriter['find']>[0];
interface Stored {
  id: number;
  sku: string;
  name: string;
}
type Answer = Stored | { id: null };
const noSettings = {};

/** A shop that keeps names in the way that it likes. */
class SmallShop {
  products: Stored[] = [];
  private lastId = 0;
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      void this.answer(request).then((body) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server?.closeAllConnections();
      this.server?.close(() => resolve());
    });
  }

  make(sku: string, name: string): Stored {
    const product = { id: (this.lastId += 1), sku, name: name.replace(/<[^>]*>/g, '') };
    this.products.push(product);
    return product;
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    if (request.method === 'GET') return this.products;
    const sent = (await json(request)) as (Partial<Stored> & { sku: string; name: string })[];
    return sent.map(({ id, sku, name }) => {
      if (id === undefined) return this.make(sku, name);
      const found = this.products.find((product) => product.id === id);
      return found ? Object.assign(found, { sku, name: name.replace(/<[^>]*>/g, '') }) : { id: null };
    });
  }
}

const all = (context: Context): Promise<Stored[]> =>
  context.http.request<Stored[]>({ method: 'GET', url: '/products' }).then(({ body }) => body);

const send = (context: Context, operations: readonly WriteOperation[]): Promise<Answer[]> => {
  const body = operations.map(({ payload, targetKey }) => ({
    ...payload,
    ...(targetKey !== undefined && { id: Number(targetKey) }),
  }));
  return context.http.request<Answer[]>({ method: 'POST', url: '/products', body }).then((answer) => answer.body);
};

const gone = () => new ConnectorFailure('value', { code: 'small.gone', params: {} }, { isTargetGone: true });

/** What a writer needs to pass. */
const whole = {
  entity: 'product',
  settings: z.object({}),
  changes: 'create_and_update',
  batchSize: 10,
  fromCanonical: ({ sku, name }: { sku: string; name: string }) => ({ payload: { sku, name } }),
  naturalKey: ({ sku }: TargetPayload) => String(sku),
  async find(context: Context, keys: readonly string[]) {
    const found = (await all(context)).filter(({ sku }) => keys.includes(sku));
    return new Map(found.map(({ id, sku }) => [sku, { targetKey: String(id) }]));
  },
  async current(context: Context, matches: readonly { naturalKey: string; targetKey: string }[]) {
    const products = await all(context);
    return new Map(
      matches.flatMap(({ naturalKey, targetKey }) => {
        const held = products.find(({ id }) => String(id) === targetKey);
        return held ? [[naturalKey, { sku: held.sku, name: held.name }] as const] : [];
      }),
    );
  },
  async write(context: Context, operations: readonly WriteOperation[]): Promise<WriteOutcome[]> {
    const answers = await send(context, operations);
    return answers.map((answer): WriteOutcome => {
      if (answer.id === null) return { status: 'failed', failure: gone() };
      const { id, sku, name } = answer;
      return { status: 'written', targetKey: String(id), stored: { sku, name } };
    });
  },
};

type Writer = typeof whole;

const record = { sku: 'A', name: 'Mug with heart', isStocked: true } as const;

describe('the conformance kit', () => {
  const shop = new SmallShop();
  let origin: string;
  let bench: Bench | undefined;
  beforeAll(async () => {
    origin = await shop.start();
  });
  afterEach(() => bench?.proxy.stop());
  afterAll(() => shop.stop());

  async function benchOf(changes: Partial<Writer> = {}): Promise<Bench> {
    shop.products = [];
    const connector = {
      ...{ id: 'small', name: 'Small shop', readers: {}, writers: { product: { ...whole, ...changes } } },
      ...{ fields: z.object({}), reasons: { en: {}, nl: {} }, authentication: { kind: 'header', headers: {} } },
      baseUrl: (_fields: unknown, { override }: { override?: string }) => override,
      limits: () => ({ concurrency: 1 }),
      test: () => Promise.resolve([]),
    } as unknown as Connector;
    const connection = (override: string) => ({ fields: {}, secrets: {}, host: { override } });
    bench = await Bench.start(connector, {
      start: () =>
        Promise.resolve({
          ...{ origin, connection, wrongConnection: connection, readers: {}, stop: () => Promise.resolve() },
          writers: {
            product: {
              ...{ record, absentKey: 'NOTHING', mark: 'Mug with heart' },
              beside: { ...record, sku: 'B', name: 'Plate' },
              changed: { ...record, name: 'Mug with two hearts' },
              altered: { ...record, name: 'Mug <b>' },
              renamed: { ...record, sku: 'A-2' },
              remake: () => {
                shop.products = shop.products.filter(({ sku }) => sku !== 'A');
                shop.make('A', 'Made anew');
                return Promise.resolve();
              },
            },
          },
        }),
    });
    return bench;
  }
  const kind: EntityKind = 'product';
  const check = (title: string) => {
    const found = acceptanceChecks.find((each) => each.title === title);
    if (!found) throw new Error(`there is no check "${title}"`);
    return found;
  };

  it.each(acceptanceChecks)('passes a writer that does all it should: $title', async ({ run }) => {
    await run(await benchOf(), kind);
  });

  /** Each breaks one thing. */
  const broken: Record<string, Partial<Writer>> = {
    'is refused alone where a call is refused for its sake': {
      write: (context, operations) => whole.write(context, operations).catch(() => operations.map(lie)),
    },
    'is found again after an answer that came too late, and nothing is made twice': {
      find: () => Promise.resolve(new Map<string, { targetKey: string }>()),
    },
    'waits for a target that is slow, and writes once': {
      write: (context, operations) => {
        void whole.write(context, operations).catch(() => undefined);
        return Promise.resolve(operations.map(lie));
      },
    },
    'tells what the target made of a record': { write: withoutStored, current: asItWasSent },
    'tells what something on the way made of a record': { write: withoutStored, current: asItWasSent },
    'does not take what was deleted and made again for the record of its link': {
      write: async (context, operations) =>
        (await whole.write(context, operations)).map((outcome, index) =>
          outcome.status === 'failed' ? lie(operations[index] as WriteOperation) : outcome,
        ),
    },
    'takes another key for the same record, or says that it does not': {
      write: (context, operations) =>
        whole.write(
          context,
          operations.map((operation) => ({
            ...operation,
            payload: { ...operation.payload, sku: String(operation.written?.['sku'] ?? operation.naturalKey) },
          })),
        ),
    },
  };

  it('has a broken writer for each of its checks', () => {
    expect(Object.keys(broken).sort()).toEqual(acceptanceChecks.map(({ title }) => title).sort());
  });

  it.each(Object.keys(broken))('finds a writer that does not: %s', async (title) => {
    const lacking = await benchOf(broken[title]);
    await expect(check(title).run(lacking, kind)).rejects.toThrow();
  });

  it('finds a connector that takes a block page, a page or an error for an answer', async () => {
    const able = await benchOf();
    await expectFaultsPause(able, { work: (context) => able.writer(kind).writer.find(context, ['A'], noSettings) });
    await able.proxy.stop();
    const naive = await benchOf({ find: (context, keys) => whole.find(context, keys).catch(() => new Map()) });
    const work = (context: Context) => naive.writer(kind).writer.find(context, ['A'], noSettings);
    await expect(expectFaultsPause(naive, { work })).rejects.toThrow();
  });

  it('finds a connector that cannot read answers with a byte order mark, a notice before them or another type', async () => {
    const find = (of: Bench) => (context: Context) => of.writer(kind).writer.find(context, ['A'], noSettings);
    const able = await benchOf();
    await expectAnswersRead(able, find(able));
    await able.proxy.stop();
    const strict = await benchOf({ find: findStrictly });
    await expect(expectAnswersRead(strict, find(strict))).rejects.toThrow();
  });
});

const lie = ({ naturalKey, targetKey }: WriteOperation): WriteOutcome => ({
  status: 'written',
  targetKey: targetKey ?? `of ${naturalKey}`,
});

async function withoutStored(context: Context, operations: readonly WriteOperation[]): Promise<WriteOutcome[]> {
  const outcomes = await whole.write(context, operations);
  return outcomes.map((outcome) =>
    outcome.status === 'written' ? { status: 'written', targetKey: outcome.targetKey } : outcome,
  );
}

function asItWasSent(_context: Context, matches: readonly { naturalKey: string; payload?: TargetPayload }[]) {
  return Promise.resolve(
    new Map(matches.map(({ naturalKey, payload }) => [naturalKey, payload as { sku: string; name: string }])),
  );
}

/** Reads answers by itself, as JSON and nothing else. */
async function findStrictly(context: Context, keys: readonly string[]): Promise<Map<string, { targetKey: string }>> {
  const answer = await fetch(`${String(context.host.override)}/products`);
  if (!answer.headers.get('content-type')?.startsWith('application/json')) throw new Error('no JSON');
  const products = JSON.parse(Buffer.from(await answer.arrayBuffer()).toString()) as Stored[];
  return new Map(
    products.filter(({ sku }) => keys.includes(sku)).map(({ id, sku }) => [sku, { targetKey: String(id) }]),
  );
}
