import type { AnyWriter, ConnectorContext, HttpRequest } from '@koppel/connector-sdk';
import { z } from 'zod';
import type { DeliveryLedger } from '../engine/delivery-tools.js';
import type { FlowPlan, OpenEnd } from '../engine/flow-plan.js';
import { rehearse } from './rehearsal.js';

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
  const end = { context: { http: { request } }, connector: {}, concurrency: () => 1 } as unknown as OpenEnd;
  const writer = new ProductWriter() as unknown as AnyWriter;
  return {
    entity: 'product',
    source: { ...end, reader: {} as never, settings: {} },
    target: end,
    writeMode: 'both',
    writerOf: (entity) => (entity === 'product' ? { writer, settings: {} } : undefined),
  };
}

describe('a rehearsal', () => {
  const ledger = { storeIntents: () => Promise.reject(new Error('an intent was stored')) } as unknown as DeliveryLedger;

  it('notes writes instead of making them, and stores no intent', async () => {
    const rehearsal = rehearse(aPlan([]), ledger);
    const prepared = rehearsal.plan.writerOf('product');
    const operation = {
      payload: { sku: 'A' },
      naturalKey: 'A',
      targetKey: undefined,
      idempotencyKey: 'k',
      references: {},
    };
    const outcomes = await prepared?.writer.write(rehearsal.plan.target.context, [operation], {});
    expect(outcomes).toMatchObject([{ status: 'written' }]);
    expect(rehearsal.writes).toEqual([{ entity: 'product', operation }]);
    await rehearsal.ledger.storeIntents([]);
    expect(rehearsal.plan.writerOf('product')).toBe(prepared);
    expect(rehearsal.plan.writerOf('price')).toBeUndefined();
  });

  it('lets reading by POST through and counts it, and refuses whatever changes', async () => {
    const sent: HttpRequest['method'][] = [];
    const { plan, spent } = rehearse(aPlan(sent), ledger);
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
