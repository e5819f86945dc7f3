import type { Flow } from '@koppel/contracts';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeOrder, type ShopProduct } from './lib/demo.js';
import { flowOf } from './lib/koppel-client.js';
import {
  callShop,
  cents,
  doubled,
  integrateSandboxes,
  liftExactLimits,
  salesOrders,
  shopOrders,
  startSandboxSystem,
  type SandboxSystem,
} from './lib/sandbox-system.js';

interface LivingOrder {
  id: number;
  number: string;
  status: string;
  total: string;
  line_items: { id: number; quantity: number; subtotal: string; total: string; total_tax: string }[];
  refunds: { id: number; total: string }[];
}

const rounds = 8;
const stepsPerRound = 6;
const over = ['cancelled', 'failed', 'trash'];

/** A shop owner at work, by the shop's own API. */
class ShopOwner {
  constructor(private readonly system: SandboxSystem) {}

  async step(): Promise<void> {
    const orders = (await this.orders()).filter(({ status }) => status !== 'trash');
    const order = orders[randomInt(orders.length + 2)];
    if (!order) return this.order();
    const steps = [this.cancel, this.restore, this.refundLine, this.refundAmount, this.edit, this.bin, this.remove];
    return steps[randomInt(steps.length)]?.call(this, order);
  }

  /** Of one buyer at home: whose VAT it is, is not the question here. */
  private async order(): Promise<void> {
    const products = await this.system.shop.get<ShopProduct[]>('/records/products');
    const onSale = products.filter(({ price, type }) => Number(price) > 1 && type === 'simple');
    const start = randomInt(onSale.length - 2);
    const email = `buyer-${randomInt(4)}@example.nl`;
    await placeOrder(this.system.shop, { email, country: 'NL', products: onSale.slice(start, start + 2) });
  }

  orders(): Promise<LivingOrder[]> {
    return shopOrders(this.system) as unknown as Promise<LivingOrder[]>;
  }

  private async cancel({ id, status }: LivingOrder): Promise<void> {
    if (status === 'processing') await this.send('PUT', `orders/${id}`, { status: 'cancelled' });
  }

  private async restore({ id, status }: LivingOrder): Promise<void> {
    if (over.includes(status)) await this.send('PUT', `orders/${id}`, { status: 'processing' });
  }

  /** One piece of one line. */
  private async refundLine({ id, status, line_items: [line], refunds }: LivingOrder): Promise<void> {
    if (over.includes(status) || !line || refunds.length > 0) return;
    const share = (amount: string) => (Number(amount) / line.quantity).toFixed(2);
    const [net, tax] = [share(line.total), share(line.total_tax)];
    const { tax_rate: rate } = await this.firstTax(id);
    await this.send('POST', `orders/${id}/refunds`, {
      amount: (Number(net) + Number(tax)).toFixed(2),
      line_items: [
        { id: line.id, quantity: 1, refund_total: Number(net), refund_tax: [{ id: rate, refund_total: Number(tax) }] },
      ],
    });
  }

  private async firstTax(orderId: number): Promise<{ tax_rate: number }> {
    const order = await this.send<{ line_items: { taxes: { id: number }[] }[] }>('GET', `orders/${orderId}`);
    return { tax_rate: order.line_items[0]?.taxes[0]?.id ?? 0 };
  }

  private async refundAmount({ id, status, total, refunds }: LivingOrder): Promise<void> {
    const left = cents(total) + refunds.reduce((sum, refund) => sum + cents(refund.total), 0);
    if (over.includes(status) || left <= 0) return;
    await this.send('POST', `orders/${id}/refunds`, { amount: (randomInt(1, left + 1) / 100).toFixed(2) });
  }

  private async edit({ id, status, line_items: [line], refunds }: LivingOrder): Promise<void> {
    if (over.includes(status) || !line || refunds.length > 0) return;
    const price = Number(line.total) / line.quantity;
    const quantity = randomInt(1, 6);
    const total = (price * quantity).toFixed(2);
    await this.send('PUT', `orders/${id}`, { line_items: [{ id: line.id, quantity, subtotal: total, total }] });
  }

  private async bin({ id }: LivingOrder): Promise<void> {
    await this.send('DELETE', `orders/${id}`);
  }

  private async remove({ id, refunds }: LivingOrder): Promise<void> {
    if (refunds.length === 0) await this.send('DELETE', `orders/${id}?force=true`);
  }

  private send<T>(method: string, path: string, body?: object): Promise<T> {
    return callShop(this.system, { method, path, body });
  }
}

describe('orders that go on after they were booked', () => {
  let system: SandboxSystem;

  beforeAll(async () => {
    system = await startSandboxSystem({
      env: {
        SEED_ITEMS: '30',
        RUN_LEASE_MS: '2000',
        RUN_SWEEP_MS: '250',
        RUN_MAX_STALLS: '200',
        DELETION_CHECK_MS: '1',
      },
    });
    await liftExactLimits(system.exact);
  }, 120_000);

  afterAll(() => system?.stop(), 60_000);

  it('end in the books with what was charged minus what was given back, while the runner is killed', async () => {
    const { client, processes, exact } = system;
    const { integration } = await integrateSandboxes(system);
    const [orders, credits] = [flowOf(integration, 'orders'), flowOf(integration, 'credits')];
    for (const key of ['products', 'stock-levels', 'prices']) await client.runToEnd(flowOf(integration, key).id);
    for (const flow of [orders, credits]) {
      const { version } = await client.call('getFlow', { flowId: flow.id });
      await client.call('updateFlow', { flowId: flow.id, version, isEnabled: true, schedule: null });
    }
    const owner = new ShopOwner(system);
    await exact.post('/latency', { ms: 20 });
    for (let round = 0; round < rounds; round += 1) {
      for (let step = 0; step < stepsPerRound; step += 1) await owner.step();
      const runs = await Promise.all([orders, credits].map(({ id }) => client.startRun(id)));
      await sleep(randomInt(1_500));
      if (round % 2 === 0) {
        processes.kill('flow-runner', 'SIGKILL');
        await processes.ready('flow-runner');
      }
      for (const { id } of runs) expect(await client.waitUntilEnded(id)).toMatchObject({ state: 'completed' });
    }
    await exact.post('/latency', { ms: 0 });
    // Reads the seconds before the last change again, and a credit waits for its order.
    for (const flow of [orders, credits, orders, credits])
      expect(await client.runToEnd(flow.id)).toMatchObject({ state: 'completed' });

    expect(
      (await client.allIssues({ isUnresolved: true })).filter(({ flowId }) => isOneOf([orders, credits], flowId)),
    ).toEqual([]);
    const documents = (await salesOrders(system)).filter(({ YourRef }) => YourRef);
    expect(doubled(documents.map(({ YourRef }) => YourRef))).toEqual([]);
    const placed = await owner.orders();
    const booked = new Map<string, number>();
    for (const { YourRef, AmountFC } of documents) {
      const number = YourRef.replace(/-R\d+$/, '');
      booked.set(number, (booked.get(number) ?? 0) + cents(AmountFC));
    }
    const expected = new Map(
      placed
        .filter(({ status }) => !over.includes(status))
        .map(({ number, total, refunds }) => [
          number,
          refunds.reduce((sum, refund) => sum + cents(refund.total), cents(total)),
        ]),
    );
    expect(placed.length).toBeGreaterThan(5);
    const isNotNothing = ([, amount]: [string, number]) => amount !== 0;
    expect(Object.fromEntries([...booked].filter(isNotNothing))).toEqual(
      Object.fromEntries([...expected].filter(isNotNothing)),
    );
  }, 400_000);
});

function isOneOf(flows: readonly Flow[], flowId: string): boolean {
  return flows.some(({ id }) => id === flowId);
}
