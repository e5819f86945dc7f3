import type { Connection } from '@koppel/contracts';
import type { Random } from '../../packages/connectors/registry/test/random.js';
import { Shop } from '../../packages/connectors/vendure/test/shop.js';
import { articlesOnSale, OrderBalance, type LivingShop } from './living-shop.js';
import type { SandboxSystem } from './sandbox-system.js';

interface PricedLine {
  taxRate: number;
  proratedLinePriceWithTax: number;
}

interface Line extends PricedLine {
  id: string;
  quantity: number;
  proratedUnitPriceWithTax: number;
}

interface Payment {
  id: string;
  state: string;
  amount: number;
  refunds: { id: string; state: string; total: number }[];
}

interface LivingOrder {
  id: string;
  code: string;
  state: string;
  totalWithTax: number;
  shippingWithTax: number;
  lines: Line[];
  payments: Payment[];
}

interface Result {
  result: { __typename: string; id?: string; message?: string; totalWithTax?: number; lines?: PricedLine[] };
}

const orderFields =
  'id code state totalWithTax shippingWithTax lines { id quantity taxRate proratedUnitPriceWithTax proratedLinePriceWithTax } payments { id state amount refunds { id state total } }';

/** Shipping is charged at this rate. */
const shippingPercent = 21;
const coupon = 'LIFE';
const fulfillmentHandler = { code: 'manual-fulfillment', arguments: [{ name: 'method', value: 'Post' }] };

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const negative = (lines: readonly PricedLine[]): PricedLine[] =>
  lines.map(({ taxRate, ...line }) => ({ taxRate, proratedLinePriceWithTax: -line.proratedLinePriceWithTax }));
const leftOf = ({ amount, refunds }: Payment) => amount - sum(refunds.map(({ total }) => total));

/** A real Vendure. Its owner uses the admin API as the dashboard does, its buyers the shop API. */
export class LivingVendure implements LivingShop {
  /** By the code of the order; codes are random, so that orders are chosen by when they came. */
  private readonly known = new Map<string, OrderBalance>();
  /** Pieces that were given back, by line. */
  private readonly givenBack = new Map<string, number>();
  private variants: { id: string; sku: string }[] = [];
  private system!: SandboxSystem;

  private constructor(private readonly shop: Shop) {}

  static async start(): Promise<LivingVendure> {
    const shop = await Shop.start(`vendure_life_${process.pid}`);
    await shop.createCoupon(coupon, 10);
    return new LivingVendure(shop);
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  async connect(system: SandboxSystem): Promise<Connection> {
    this.system = system;
    const { client } = system;
    const connection = await client.call('createConnection', {
      applicationId: 'vendure',
      displayTitle: 'Web shop',
      fields: { shopUrl: this.shop.origin, ...this.shop.login },
    });
    return client.testReady(connection);
  }

  async step(random: Random): Promise<void> {
    const codes = [...this.known.keys()];
    const code = codes[random.upTo(codes.length + 1)];
    if (!code) return this.buy(random);
    const order = await this.find(code);
    const steps = [this.cancelPieces, this.refundPieces, this.refundAmount, this.refundShipping, this.refundRest];
    const act = random.pick([...steps, this.edit, this.edit, this.ship, this.cancel]);
    if (order.state !== 'Cancelled') await act.call(this, order, random);
  }

  async balances(): Promise<OrderBalance[]> {
    const balances: OrderBalance[] = [];
    for (const [code, balance] of this.known) {
      const { state, payments } = await this.find(code);
      if (state === 'Cancelled') continue;
      const settled = payments.filter((payment) => payment.state === 'Settled');
      balance.totalCents = sum(settled.map(leftOf));
      for (const { id, amount, refunds } of settled) {
        balance.payments.set(`${code}-P${id}`, amount);
        for (const refund of refunds) balance.payments.set(`${code}-PR${refund.id}`, -refund.total);
      }
      balances.push(balance);
    }
    return balances;
  }

  private async buy(random: Random): Promise<void> {
    if (this.variants.length === 0) await this.loadVariants();
    const first = random.upTo(this.variants.length - 1);
    const count = 1 + random.upTo(2);
    const chosen = [...this.variants, ...this.variants].slice(first, first + count);
    const lines = chosen.map(({ id }) => ({ variantId: id, quantity: 1 + random.upTo(3) }));
    const email = `buyer-${random.upTo(3)}@example.nl`;
    const hasCoupon = random.chance(0.3);
    const code = await this.shop.placeOrder({ email, lines, ...(hasCoupon && { couponCode: coupon }) });
    const order = await this.find(code);
    const balance = new OrderBalance(code);
    // Cents by which the discount moves between the lines when the order is changed.
    if (hasCoupon) balance.toleranceCents += 2;
    for (const line of order.lines) balance.charge(line.taxRate, line.proratedLinePriceWithTax);
    balance.charge(shippingPercent, order.shippingWithTax);
    this.known.set(code, balance);
  }

  private async loadVariants(): Promise<void> {
    const skus = await articlesOnSale(this.system);
    const query =
      'query ($skus: [String!]!) { productVariants(options: { filter: { sku: { in: $skus } } }) { items { id sku } } }';
    const { productVariants } = await this.shop.admin<{ productVariants: { items: { id: string; sku: string }[] } }>(
      query,
      { skus },
    );
    this.variants = productVariants.items.sort((one, other) => (one.sku < other.sku ? -1 : 1));
  }

  /** Pieces that are not there. Their money goes back, or not. */
  private async cancelPieces({ id, code, lines, ...order }: LivingOrder, random: Random): Promise<void> {
    const line = random.pick(lines.filter(({ quantity }) => quantity > 0));
    if (!line || sum(lines.map(({ quantity }) => quantity)) === 1) return;
    const quantity = 1 + random.upTo(Math.max(0, line.quantity - 2));
    await this.shop.cancel(id, [{ orderLineId: line.id, quantity }]);
    if (random.chance(0.6)) await this.refundOf({ id, code, lines, ...order }, line, quantity);
  }

  private async refundPieces(order: LivingOrder, random: Random): Promise<void> {
    const line = random.pick(order.lines.filter(({ quantity }) => quantity > 0));
    if (line) await this.refundOf(order, line, 1 + random.upTo(line.quantity - 1));
  }

  private async refundOf(order: LivingOrder, { id, ...line }: Line, quantity: number): Promise<void> {
    const before = this.givenBack.get(id) ?? 0;
    if (before + quantity > line.quantity) return;
    const amount = line.proratedUnitPriceWithTax * quantity;
    const isGiven = await this.refund(order, {
      ...{ amount, lines: [{ orderLineId: id, quantity }] },
      byRate: new Map([[line.taxRate, amount]]),
    });
    if (isGiven) this.givenBack.set(id, before + quantity);
  }

  private async refundAmount(order: LivingOrder, random: Random): Promise<void> {
    const left = Math.max(0, ...order.payments.map(leftOf));
    if (left > 1) await this.refund(order, { amount: 1 + random.upTo(Math.ceil(left / 2)) });
  }

  private async refundShipping(order: LivingOrder): Promise<void> {
    const { code, shippingWithTax: amount } = order;
    if (amount === 0 || this.givenBack.has(code)) return;
    const byRate = new Map([[shippingPercent, amount]]);
    if (await this.refund(order, { amount, shipping: amount, byRate })) this.givenBack.set(code, 1);
  }

  private async refundRest(order: LivingOrder): Promise<void> {
    for (const payment of order.payments)
      if (leftOf(payment) > 0) await this.refund({ ...order, payments: [payment] }, { amount: leftOf(payment) });
  }

  /** Of the payment that has most left; false where none has as much. */
  private async refund(
    { code, payments }: LivingOrder,
    {
      byRate,
      ...input
    }: {
      amount: number;
      lines?: { orderLineId: string; quantity: number }[];
      shipping?: number;
      byRate?: Map<number, number>;
    },
  ): Promise<boolean> {
    const [payment] = [...payments].sort((one, other) => leftOf(other) - leftOf(one));
    if (!payment || leftOf(payment) < input.amount) return false;
    const id = await this.shop.refund({ paymentId: payment.id, ...input });
    this.known.get(code)?.giveBack(`${code}-R${id}`, input.amount, byRate);
    return true;
  }

  /** Another number of pieces; what that costs is paid, what it saves is given back. */
  private async edit(order: LivingOrder, random: Random): Promise<void> {
    const { id, code, state, lines, payments } = order;
    const line = random.pick(lines);
    const quantity = 1 + random.upTo(4);
    const isGivenBack = payments.some(({ refunds }) => refunds.length > 0);
    const [payment] = payments;
    // An order of which something was given back would have to be paid again first.
    if (state !== 'PaymentSettled' || isGivenBack || !line || !payment || line.quantity === quantity) return;
    const balance = this.known.get(code);
    if (balance) balance.isPaidAsPlaced = false;
    await this.mutate('transitionOrderToState(id: $id, state: $state)', { id, state: 'Modifying' });
    const change = { orderId: id, adjustOrderLines: [{ orderLineId: line.id, quantity }] };
    const changed = await this.mutate('modifyOrder(input: $input)', { input: { dryRun: true, ...change } });
    const saved = order.totalWithTax - (changed.totalWithTax ?? 0);
    const refunds = saved > 0 ? [{ paymentId: payment.id, amount: saved, reason: 'Fewer' }] : [];
    await this.mutate('modifyOrder(input: $input)', { input: { dryRun: false, ...change, refunds } });
    if (order.totalWithTax - saved > sum(payments.map(leftOf))) await this.payMore(id);
    await this.mutate('transitionOrderToState(id: $id, state: $state)', { id, state });
    // The discount of the order is shared anew: other lines change by cents.
    const savedByRate = new Map<number, number>();
    for (const { taxRate, ...each } of [...lines, ...negative(changed.lines ?? [])])
      savedByRate.set(taxRate, (savedByRate.get(taxRate) ?? 0) + each.proratedLinePriceWithTax);
    if (saved > 0) await this.settleEdit(code, saved, savedByRate);
    else for (const [percent, amount] of savedByRate) this.known.get(code)?.charge(percent, -amount);
  }

  private async payMore(orderId: string): Promise<void> {
    await this.mutate('transitionOrderToState(id: $id, state: $state)', {
      id: orderId,
      state: 'ArrangingAdditionalPayment',
    });
    const input = { orderId, method: 'by-bank', transactionId: 'more', metadata: {} };
    await this.mutate('addManualPaymentToOrder(input: $input)', { input });
  }

  private async settleEdit(code: string, saved: number, byRate: ReadonlyMap<number, number>): Promise<void> {
    const refunds = (await this.find(code)).payments.flatMap((payment) => payment.refunds);
    for (const { id, state } of refunds) {
      if (state === 'Pending')
        await this.mutate('settleRefund(input: $input)', { input: { id, transactionId: 'by-bank' } });
      this.known.get(code)?.giveBack(`${code}-R${id}`, saved, byRate);
    }
  }

  private async ship({ state, lines }: LivingOrder): Promise<void> {
    if (state !== 'PaymentSettled') return;
    const pieces = lines.filter(({ quantity }) => quantity > 0);
    const input = {
      lines: pieces.map(({ id, quantity }) => ({ orderLineId: id, quantity })),
      handler: fulfillmentHandler,
    };
    const { id } = await this.mutate('addFulfillmentToOrder(input: $input)', { input });
    await this.mutate('transitionFulfillmentToState(id: $id, state: $state)', { id, state: 'Shipped' });
  }

  /** And gives all of it back, as the dashboard proposes. */
  private async cancel(order: LivingOrder, random: Random): Promise<void> {
    if (random.chance(0.5)) return;
    const pieces = order.lines.filter(({ quantity }) => quantity > 0);
    await this.shop.cancel(
      order.id,
      pieces.map(({ id, quantity }) => ({ orderLineId: id, quantity })),
      true,
    );
    await this.refundRest(order);
  }

  private async find(code: string): Promise<LivingOrder> {
    const query = `query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { ${orderFields} } } }`;
    const { orders } = await this.shop.admin<{ orders: { items: LivingOrder[] } }>(query, { code });
    const [order] = orders.items;
    if (!order) throw new Error(`there is no order ${code}`);
    return { ...order, lines: order.lines.sort((one, other) => Number(one.id) - Number(other.id)) };
  }

  /** @param field a mutation with the variables `$id`, `$state` or `$input` */
  private async mutate(field: string, variables: Record<string, unknown>): Promise<Result['result']> {
    const name = field.slice(0, field.indexOf('('));
    const types: Record<string, string> = {
      ...{ id: 'ID!', state: 'String!' },
      input: `${inputTypes[name] ?? name}!`,
    };
    const declared = Object.keys(variables).map((variable) => `$${variable}: ${types[variable]}`);
    const { result } = await this.shop.admin<Result>(
      `mutation (${declared.join(', ')}) { result: ${field} { __typename ... on ErrorResult { message } ${detailsOf[name] ?? ''} } }`,
      variables,
    );
    if (result?.message) throw new Error(`${field}: ${result.__typename}: ${result.message}`);
    return result;
  }
}

const inputTypes: Readonly<Record<string, string>> = {
  modifyOrder: 'ModifyOrderInput',
  addManualPaymentToOrder: 'ManualPaymentInput',
  settleRefund: 'SettleRefundInput',
  addFulfillmentToOrder: 'FulfillOrderInput',
};

const detailsOf: Readonly<Record<string, string>> = {
  modifyOrder: '... on Order { totalWithTax lines { taxRate proratedLinePriceWithTax } }',
  addFulfillmentToOrder: '... on Fulfillment { id }',
};
