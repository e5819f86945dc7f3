import type { AnyWriter, ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import { z } from 'zod';
import { withoutWriting } from './dry-run.js';
import type { FlowPlan } from './plan.js';
import type { Endpoint, Ledger } from './ports.js';

/** Written as a class, so that its methods need each other. */
class ProductWriter {
  entity = 'product' as const;
  settings = z.object({}) as never;
  changes = 'create_and_update' as const;
  batchSize = 2;
  fromCanonical = ({ sku }: { sku: string }) => ({ payload: { sku } });

  naturalKey(payload: { sku: string }): string {
    return payload.sku;
  }

  async find(context: ConnectorContext, keys: readonly string[]) {
    await context.http.request({ method: 'POST', url: '/graphql' });
    return new Map(keys.map((sku) => [this.naturalKey({ sku }), { targetKey: 't' }]));
  }

  write(): Promise<never> {
    throw new Error('the target was written to');
  }
}

function aPlan(sent: HttpRequest['method'][]): FlowPlan {
  const request = ({ method }: HttpRequest) => {
    sent.push(method);
    return Promise.resolve({ status: 200, headers: {}, body: undefined as never });
  };
  const endpoint = { context: { http: { request } }, connector: {}, concurrency: () => 1 } as unknown as Endpoint;
  const writer = new ProductWriter() as unknown as AnyWriter;
  return {
    entity: 'product',
    source: { ...endpoint, reader: {} as never, settings: {}, enabledAt: '2000-01-01T00:00:00Z', origin: undefined },
    target: endpoint,
    writeMode: 'both',
    writerOf: (entity) => (entity === 'product' ? { writer, settings: {} } : undefined),
  };
}

describe('a plan without writing', () => {
  const ledger = { storeIntents: () => Promise.reject(new Error('an intent was stored')) } as unknown as Ledger;

  it('records writes instead of making them, and stores no intent', async () => {
    const dry = withoutWriting(aPlan([]), ledger);
    const prepared = dry.plan.writerOf('product');
    const operation = {
      payload: { sku: 'A' },
      naturalKey: 'A',
      targetKey: undefined,
      idempotencyKey: 'k',
      references: {},
    };
    const outcomes = await prepared?.writer.write(dry.plan.target.context, [operation], {});
    expect(outcomes).toMatchObject([{ status: 'written' }]);
    expect(dry.writes).toEqual([{ entity: 'product', operation }]);
    await dry.ledger.storeIntents([]);
    expect(dry.plan.writerOf('product')).toBe(prepared);
    expect(dry.plan.writerOf('price')).toBeUndefined();
  });

  it('lets reading by POST through and counts it, and refuses whatever changes', async () => {
    const sent: HttpRequest['method'][] = [];
    const { plan, spent } = withoutWriting(aPlan(sent), ledger);
    const found = await plan.writerOf('product')?.writer.find(plan.target.context, ['A'], {});
    expect(found?.get('A')).toEqual({ targetKey: 't' });
    await plan.source.context.http.request({ method: 'GET', url: '/' });
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      await expect(plan.target.context.http.request({ method, url: '/' })).rejects.toThrow('changing call');
    }
    expect(spent()).toEqual({ source: 1, target: 1 });
    expect(sent).toEqual(['POST', 'GET']);
  });
});
