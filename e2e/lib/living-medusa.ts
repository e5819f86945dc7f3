import type { Connection } from '@koppel/contracts';
import { Shop } from '../../packages/connectors/medusa/test/shop.js';
import type { Random } from '../../packages/connectors/registry/test/random.js';
import { articlesOnSale, OrderBalance, type LivingShop } from './living-shop.js';
import type { SandboxSystem } from './sandbox-system.js';

interface Item {
  id: string;
  variant_sku: string;
  quantity: number;
  total: number;
  tax_lines: { rate: number }[];
  detail: { return_received_quantity: number };
  return_received_total: number;
}

interface Payment {
  id: string;
  amount: number;
  captures: { id: string; amount: number }[];
  refunds: { id: string; amount: number; created_at: string }[];
}

interface LivingOrder {
  id: string;
  display_id: number;
  status: string;
  total: number;
  summary: { pending_difference: number };
  items: Item[];
  shipping_methods: { total: number; tax_lines: { rate: number }[] }[];
  payment_collections: { payments: Payment[] }[];
  fulfillments: { id: string }[];
}

const fields = [
  'id,display_id,status,total,*summary,fulfillments.id,*items,*items.tax_lines,*items.detail,*shipping_methods,*shipping_methods.tax_lines',
  'payment_collections.payments.id,payment_collections.payments.amount,payment_collections.payments.captures.id,payment_collections.payments.captures.amount',
  'payment_collections.payments.refunds.id,payment_collections.payments.refunds.amount,payment_collections.payments.refunds.created_at',
].join(',');

const promotionCode = 'LIFE';
const inCents = (amount: number) => Math.round(amount * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const paymentsOf = ({ payment_collections: collections }: LivingOrder) =>
  collections.flatMap(({ payments }) => payments);
const capturedOf = ({ captures }: Payment) => sum(captures.map(({ amount }) => amount));
/** What may still be given back of a payment, in cents. */
const leftOf = (payment: Payment) => inCents(capturedOf(payment) - sum(payment.refunds.map(({ amount }) => amount)));
const percentOf = ({ tax_lines: taxes }: Pick<Item, 'tax_lines'>) => taxes[0]?.rate ?? 0;

/** A real Medusa. Its owner uses the admin API as the dashboard does, its buyers the store API. */
export class LivingMedusa implements LivingShop {
  private readonly orderIds: string[] = [];
  /** What refunds of returned pieces were for, by percentage of VAT in cents. */
  private readonly named = new Map<string, Map<number, number>>();
  private readonly edited = new Set<string>();
  private skus: string[] = [];
  private system!: SandboxSystem;

  private constructor(private readonly shop: Shop) {}

  static async start(): Promise<LivingMedusa> {
    const shop = await Shop.start(`medusa_life_${process.pid}`);
    await shop.admin('POST', 'promotions', {
      ...{ code: promotionCode, type: 'standard', status: 'active', is_automatic: false },
      application_method: {
        ...{ type: 'percentage', target_type: 'items', allocation: 'across', value: 10, currency_code: 'eur' },
      },
    });
    return new LivingMedusa(shop);
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  async connect(system: SandboxSystem): Promise<Connection> {
    this.system = system;
    const { client } = system;
    const connection = await client.call('createConnection', {
      applicationId: 'medusa',
      displayTitle: 'Web shop',
      fields: { shopUrl: this.shop.origin, secretKey: this.shop.server.secretKey },
    });
    return client.testReady(connection);
  }

  async step(random: Random): Promise<void> {
    const id = this.orderIds[random.upTo(this.orderIds.length + 1)];
    if (!id) return this.buy(random);
    const order = await this.find(id);
    const steps = [this.capture, this.refundAmount, this.refundRest, this.edit, this.edit, this.returnPieces];
    const act = random.pick([...steps, this.returnPieces, this.cancel]);
    if (order.status !== 'canceled') await act.call(this, order, random);
  }

  async balances(): Promise<OrderBalance[]> {
    const orders = await Promise.all(this.orderIds.map((id) => this.find(id)));
    return orders.filter(({ status }) => status !== 'canceled').map((order) => this.balanceOf(order));
  }

  /** What an edit took away and is not given back is shared by the rates of the rest: Medusa does not say what it was. */
  private balanceOf(order: LivingOrder): OrderBalance {
    const payments = paymentsOf(order);
    const paid = sum(payments.map((payment) => capturedOf(payment) || payment.amount)) * 100;
    const balance = new OrderBalance(String(order.display_id));
    for (const item of order.items)
      balance.charge(percentOf(item), (item.total + (item.return_received_total ?? 0)) * 100);
    for (const method of order.shipping_methods) balance.charge(percentOf(method), method.total * 100);
    // Medusa rounds nothing.
    balance.toleranceCents = 1;
    const gone = paid - sum([...balance.byRate.values()]);
    if (Math.abs(gone) >= 0.5) balance.share(gone);
    const refunds = payments.flatMap((payment) => payment.refunds);
    refunds.sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
    for (const { id, amount } of refunds)
      balance.giveBack(`${order.display_id}-R${id.slice(-8)}`, inCents(amount), this.named.get(id));
    const moved = [
      ...payments.flatMap(({ captures }) => captures.map(({ id, amount }) => [`P${id.slice(-8)}`, amount] as const)),
      ...refunds.map(({ id, amount }) => [`PR${id.slice(-8)}`, -amount] as const),
    ];
    for (const [part, amount] of moved) balance.payments.set(`${order.display_id}-${part}`, inCents(amount));
    balance.isPaidAsPlaced = isPaid(order) && !this.edited.has(order.id);
    balance.totalCents = Math.round(paid) - sum(refunds.map(({ amount }) => inCents(amount)));
    return balance;
  }

  private async buy(random: Random): Promise<void> {
    if (this.skus.length === 0) this.skus = await articlesOnSale(this.system);
    const first = random.upTo(this.skus.length - 1);
    const chosen = [...this.skus, ...this.skus].slice(first, first + 1 + random.upTo(2));
    const lines = chosen.map((sku) => ({ sku, quantity: 1 + random.upTo(3) }));
    const email = `buyer-${random.upTo(3)}@example.nl`;
    const { id } = await this.shop.placeOrder({ email, lines, ...(random.chance(0.3) && { promotionCode }) });
    this.orderIds.push(id);
    if (random.chance(0.8)) await this.shop.capture(id);
  }

  private async capture(order: LivingOrder): Promise<void> {
    if (!isPaid(order)) await this.shop.capture(order.id);
  }

  private async refundAmount(order: LivingOrder, random: Random): Promise<void> {
    const payment = paymentsOf(order)[0];
    if (payment && leftOf(payment) > 1)
      await this.refund(order, payment, 1 + random.upTo(Math.ceil(leftOf(payment) / 2)));
  }

  private async refundRest(order: LivingOrder): Promise<void> {
    for (const payment of paymentsOf(order))
      if (leftOf(payment) > 0) await this.refund(order, payment, leftOf(payment));
  }

  /** @param named what it is for, by percentage of VAT */
  private async refund(
    { id }: LivingOrder,
    payment: Payment,
    cents: number,
    named?: ReadonlyMap<number, number>,
  ): Promise<void> {
    await this.shop.refund(payment.id, cents / 100);
    if (!named) return;
    const known = new Set(payment.refunds.map((refund) => refund.id));
    const refunds = paymentsOf(await this.find(id)).flatMap((each) => (each.id === payment.id ? each.refunds : []));
    for (const refund of refunds) if (!known.has(refund.id)) this.named.set(refund.id, new Map(named));
  }

  /** Another number of pieces: what is added is paid, what is taken away is given back or not. */
  private async edit(order: LivingOrder, random: Random): Promise<void> {
    const item = random.pick(order.items);
    const quantity = 1 + random.upTo(4);
    if (!item || !isPaid(order) || order.fulfillments.length > 0 || item.quantity === quantity) return;
    this.edited.add(order.id);
    await this.shop.edit(order.id, item.id, quantity);
    const { summary } = await this.find(order.id);
    const due = summary.pending_difference;
    if (due > 0) await this.payMore(order.id, due);
    const [payment] = paymentsOf(order);
    const back = inCents(-due);
    if (back > 0 && payment && leftOf(payment) >= back && random.chance(0.7)) await this.refund(order, payment, back);
  }

  private async payMore(orderId: string, amount: number): Promise<void> {
    const { payment_collection: collection } = await this.shop.admin<{ payment_collection: { id: string } }>(
      'POST',
      'payment-collections',
      { order_id: orderId, amount },
    );
    await this.shop.admin('POST', `payment-collections/${collection.id}/mark-as-paid`, { order_id: orderId });
  }

  /** The order is sent, and pieces come back. Their money goes back, or not. */
  private async returnPieces(order: LivingOrder, random: Random): Promise<void> {
    const item = random.pick(order.items);
    if (!item || !isPaid(order) || order.fulfillments.length > 0) return;
    const quantity = 1 + random.upTo(item.quantity - 1);
    await this.shop.sendAndTakeBack(order, { itemId: item.id, quantity });
    const [payment] = paymentsOf(order);
    const cents = inCents((item.total * quantity) / item.quantity);
    if (payment && leftOf(payment) >= cents && random.chance(0.8))
      await this.refund(order, payment, cents, new Map([[percentOf(item), cents]]));
  }

  /** Medusa gives the payment back with it. */
  private async cancel(order: LivingOrder, random: Random): Promise<void> {
    if (order.fulfillments.length === 0 && random.chance(0.5))
      await this.shop.admin('POST', `orders/${order.id}/cancel`, {});
  }

  private async find(id: string): Promise<LivingOrder> {
    const { order } = await this.shop.admin<{ order: LivingOrder }>('GET', `orders/${id}?fields=${fields}`);
    // Medusa gives items in any order.
    order.items.sort((one, other) => (one.variant_sku < other.variant_sku ? -1 : 1));
    return order;
  }
}

function isPaid(order: LivingOrder): boolean {
  return paymentsOf(order).every(({ captures }) => captures.length > 0);
}
