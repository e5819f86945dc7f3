import type { Connection } from '@koppel/contracts';
import type { Random } from '../../packages/connectors/registry/test/random.js';
import { placeOrder, type ShopProduct } from './demo.js';
import { OrderBalance, type LivingShop } from './living-shop.js';
import { callShop, cents, shopOrders, type SandboxSystem } from './sandbox-system.js';

interface Line {
  id: number;
  quantity: number;
  total: string;
  total_tax: string;
  taxes: { id: number }[];
}

interface LivingOrder {
  id: number;
  number: string;
  status: string;
  total: string;
  line_items: Line[];
  tax_lines: { rate_id: number; rate_percent: number }[];
  refunds: { id: number; total: string }[];
}

const over = ['cancelled', 'failed', 'trash'];

/** The simulator of WooCommerce. Its owner uses the shop's own API. */
export class LivingWooCommerce implements LivingShop {
  private system!: SandboxSystem;

  connect(system: SandboxSystem): Promise<Connection> {
    this.system = system;
    return system.client.connectWooCommerce(system.wooUrl);
  }

  async step(random: Random): Promise<void> {
    const orders = (await this.orders()).filter(({ status }) => status !== 'trash');
    const order = orders[random.upTo(orders.length + 3)];
    if (!order) return this.buy(random);
    const steps = [this.cancel, this.restore, this.refundLine, this.refundAmount, this.edit, this.bin, this.remove];
    return random.pick(steps).call(this, order, random);
  }

  async balances(): Promise<OrderBalance[]> {
    const orders = (await this.orders()).filter(({ status }) => !over.includes(status));
    return Promise.all(orders.map((order) => this.balanceOf(order)));
  }

  async stop(): Promise<void> {}

  private async balanceOf({ id, number, total, line_items: lines, refunds, ...order }: LivingOrder) {
    const balance = new OrderBalance(number, cents(total));
    const percentOf = ({ taxes: [tax] }: Line) =>
      order.tax_lines.find(({ rate_id: rate }) => rate === tax?.id)?.rate_percent ?? 0;
    for (const line of lines) balance.charge(percentOf(line), cents(line.total) + cents(line.total_tax));
    const details = await this.send<{ id: number; amount: string; line_items: Line[] }[]>(
      'GET',
      `orders/${id}/refunds`,
    );
    for (const refund of details.sort((one, other) => one.id - other.id)) {
      const named = new Map<number, number>();
      for (const line of refund.line_items)
        named.set(percentOf(line), (named.get(percentOf(line)) ?? 0) - cents(line.total) - cents(line.total_tax));
      balance.giveBack(`${number}-R${refund.id}`, cents(refund.amount), named);
    }
    balance.totalCents += refunds.reduce((sum, refund) => sum + cents(refund.total), 0);
    return balance;
  }

  /** Of one buyer at home: whose VAT it is, is not the question here. */
  private async buy(random: Random): Promise<void> {
    const products = await this.system.shop.get<ShopProduct[]>('/records/products');
    const onSale = products.filter(({ price, type }) => Number(price) > 1 && type === 'simple');
    const start = random.upTo(onSale.length - 3);
    const email = `buyer-${random.upTo(3)}@example.nl`;
    await placeOrder(this.system.shop, { email, country: 'NL', products: onSale.slice(start, start + 2) });
  }

  private orders(): Promise<LivingOrder[]> {
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
    const refundTax = [{ id: line.taxes[0]?.id ?? 0, refund_total: Number(tax) }];
    await this.send('POST', `orders/${id}/refunds`, {
      amount: (Number(net) + Number(tax)).toFixed(2),
      line_items: [{ id: line.id, quantity: 1, refund_total: Number(net), refund_tax: refundTax }],
    });
  }

  private async refundAmount({ id, status, total, refunds }: LivingOrder, random: Random): Promise<void> {
    const left = cents(total) + refunds.reduce((sum, refund) => sum + cents(refund.total), 0);
    if (over.includes(status) || left <= 0) return;
    await this.send('POST', `orders/${id}/refunds`, { amount: ((1 + random.upTo(left - 1)) / 100).toFixed(2) });
  }

  private async edit({ id, status, line_items: [line], refunds }: LivingOrder, random: Random): Promise<void> {
    if (over.includes(status) || !line || refunds.length > 0) return;
    const quantity = 1 + random.upTo(4);
    const total = ((Number(line.total) / line.quantity) * quantity).toFixed(2);
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
