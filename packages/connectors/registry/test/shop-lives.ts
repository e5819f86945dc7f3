import type { AnyReader, Connector, LeftOut, RecordHistory } from '@koppel/connector-sdk';
import type { Credit, Order, OrderLine, Payment } from '@koppel/contracts';
import { aCustomer, anOrder } from '../../exact-online/src/fixtures/orders.js';
import type { Random } from './random.js';

/** Hundredths of a euro. */
type Cents = number;

interface ModelLine {
  sku: string;
  rate: 9 | 21;
  pieces: number;
  /** Of one piece, without VAT. */
  price: Cents;
}

interface ModelOrder {
  number: string;
  lines: ModelLine[];
  state: 'open' | 'cancelled' | 'deleted';
  /** Pieces that were given back, by line. */
  refunds: { pieces: number[] }[];
  /** What the buyer paid; undefined while nothing was. */
  paid?: Cents;
}

const decimal = (cents: Cents): string => (cents / 100).toFixed(2);
const vatOf = (net: Cents, rate: number): Cents => Math.round((net * rate) / 100);

function lineOf({ sku, rate, price }: ModelLine, pieces: number): OrderLine {
  const net = pieces * price;
  const amount = decimal(vatOf(net, rate));
  return {
    ...{ kind: 'item', sku, description: sku, quantity: String(pieces) },
    ...{ totalExclVat: decimal(net), vatAmount: amount },
    taxes: [{ ratePercent: String(rate), country: 'NL', isCompound: false, amount }],
  };
}

function sumOf(lines: readonly OrderLine[], part: 'totalExclVat' | 'vatAmount'): Cents {
  return lines.reduce((sum, line) => sum + Math.round(Number(line[part]) * 100), 0);
}

function totalsOf(lines: readonly OrderLine[]): Order['totals'] {
  const [exclVat, vat] = [sumOf(lines, 'totalExclVat'), sumOf(lines, 'vatAmount')];
  return { exclVat: decimal(exclVat), vat: decimal(vat), inclVat: decimal(exclVat + vat) };
}

/** A shop whose orders go on after they were booked: they are edited, cancelled, opened again, deleted and refunded. */
export class LivingShop {
  readonly orders: ModelOrder[] = [];

  constructor(
    private readonly random: Random,
    private readonly skus: readonly string[],
    /** Before its order numbers. */
    private readonly prefix: string,
  ) {}

  takeOrder(): ModelOrder {
    const lines = Array.from({ length: 1 + this.random.upTo(2) }, (_each, index): ModelLine => ({
      sku: this.skus[index % this.skus.length] ?? '',
      rate: this.random.pick([9, 21]),
      pieces: 1 + this.random.upTo(4),
      price: 1 + this.random.upTo(5_000),
    }));
    const order: ModelOrder = { number: `${this.prefix}-${this.orders.length + 1}`, lines, state: 'open', refunds: [] };
    this.orders.push(order);
    return order;
  }

  /** One random step in the life of one order. */
  step(): void {
    const order = this.orders[this.random.upTo(this.orders.length - 1)];
    if (!order || order.state === 'deleted' || this.random.chance(0.2)) {
      this.takeOrder();
      return;
    }
    this.random.pick([
      () => this.edit(order),
      () => this.refund(order),
      () => this.refund(order),
      () => this.end(order),
      () => this.pay(order),
    ])();
  }

  /** What was given back already stays in it, as shops have it. */
  private edit(order: ModelOrder): void {
    if (order.refunds.length > 0) return;
    for (const line of order.lines) line.pieces = 1 + this.random.upTo(4);
  }

  private refund(order: ModelOrder): void {
    if (order.state !== 'open') return;
    const left = this.leftOf(order);
    const pieces = left.map((count) => this.random.upTo(count));
    if (pieces.some((count) => count > 0)) order.refunds.push({ pieces });
  }

  /** As it is then: an order that is edited later was paid in part, or too much. */
  private pay(order: ModelOrder): void {
    if (order.state !== 'open' || order.refunds.length > 0) return;
    order.paid ??= Math.round(Number(this.canonical(order).totals.inclVat) * 100);
  }

  private end(order: ModelOrder): void {
    if (order.state === 'cancelled') order.state = 'open';
    else order.state = this.random.chance(0.7) ? 'cancelled' : 'deleted';
  }

  private leftOf({ lines, refunds }: ModelOrder): number[] {
    return lines.map(({ pieces }, index) =>
      refunds.reduce((count, refund) => count - (refund.pieces[index] ?? 0), pieces),
    );
  }

  canonical({ number, lines }: ModelOrder): Order {
    const charged = lines.map((line) => lineOf(line, line.pieces));
    const customer = aCustomer({
      key: number,
      email: `${number.toLowerCase()}@example.nl`,
      lastName: `Jansen ${number}`,
    });
    return anOrder({ number, customer, lines: charged, totals: totalsOf(charged) });
  }

  credits(order: ModelOrder): Credit[] {
    return order.refunds.map(({ pieces }, index): Credit => {
      const lines = order.lines.flatMap((line, at) => (pieces[at] ? [lineOf(line, pieces[at])] : []));
      return {
        number: `${order.number}-R${index + 1}`,
        orderKey: order.number,
        order: this.canonical(order),
        creditedAt: '2026-11-21T10:00:00Z',
        lines,
        inclVat: totalsOf(lines).inclVat,
        isSpread: false,
      };
    });
  }

  /** What was paid, and what of it was paid back. */
  payments(order: ModelOrder): Payment[] {
    const { number, paid } = order;
    if (paid === undefined) return [];
    const common = { orderKey: number, currency: 'EUR', paidAt: '2026-11-21T11:00:00Z', method: 'ideal' };
    const received: Payment = {
      ...{ ...common, number: `${number}-P`, amount: decimal(paid) },
      settles: { entity: 'order', key: number, number },
    };
    const paidBack = this.credits(order).map((credit, index): Payment => ({
      ...{ ...common, number: `${number}-PR${index + 1}`, amount: credit.inclVat },
      settles: { entity: 'credit', key: credit.number, number: credit.number },
    }));
    return [received, ...paidBack];
  }

  /** All that was paid was paid back. */
  isPaidBack(order: ModelOrder): boolean {
    const back = this.credits(order).reduce((sum, { inclVat }) => sum + Math.round(Number(inclVat) * 100), 0);
    return order.paid !== undefined && back >= order.paid;
  }

  /** What stands to be in the books: net and VAT by rate, in cents, without what is 0. */
  expected(order: ModelOrder): Record<string, { net: Cents; vat: Cents }> {
    const books: Record<string, { net: Cents; vat: Cents }> = {};
    if (order.state !== 'open') return books;
    const add = (lines: readonly OrderLine[], sign: 1 | -1) => {
      for (const line of lines) {
        const rate = line.taxes[0]?.ratePercent ?? '0';
        const book = (books[rate] ??= { net: 0, vat: 0 });
        book.net += sign * sumOf([line], 'totalExclVat');
        book.vat += sign * sumOf([line], 'vatAmount');
      }
    };
    add(this.canonical(order).lines, 1);
    for (const credit of this.credits(order)) add(credit.lines, -1);
    return Object.fromEntries(Object.entries(books).filter(([, { net, vat }]) => net !== 0 || vat !== 0));
  }

  /** As an application that gives its orders and credits as they are now. */
  connector(base: Connector): Connector {
    const over: LeftOut = { filtered: { code: 'shop.cancelled', params: {} }, isOver: true };
    const orderOf = (number: string) => this.orders.find((order) => order.number === number);
    const stateOf = (number: string) => orderOf(number)?.state;
    const settings = base.readers.price?.settings;
    const order = {
      entity: 'order',
      settings,
      existing: (_context: unknown, { keys }: { keys: string[] }) =>
        Promise.resolve(new Set(keys.filter((key) => stateOf(key) !== 'deleted'))),
      toCanonical: (canonical: Order) => (stateOf(canonical.number) === 'cancelled' ? over : { canonical }),
    };
    const credit = {
      entity: 'credit',
      settings,
      inherits: 'order',
      existing: (_context: unknown, { keys }: { keys: string[] }) =>
        Promise.resolve(new Set(keys.filter((key) => stateOf(key.replace(/-R\d+$/, '')) !== 'deleted'))),
      toCanonical: (canonical: Credit) => (stateOf(canonical.orderKey) === 'cancelled' ? over : { canonical }),
    };
    const payment = {
      entity: 'payment',
      settings,
      inherits: 'order',
      existing: (_context: unknown, { keys }: { keys: string[] }) =>
        Promise.resolve(
          new Set(
            keys.filter((key) => {
              const paid = orderOf(key.replace(/-PR?\d*$/, ''));
              return paid && (paid.state !== 'deleted' || !this.isPaidBack(paid));
            }),
          ),
        ),
      toCanonical: (canonical: Payment, _settings: unknown, { isDelivered }: RecordHistory) => {
        const paid = orderOf(canonical.orderKey);
        if (paid?.state !== 'cancelled') return { canonical };
        if (this.isPaidBack(paid)) return over;
        return isDelivered ? { canonical } : { ...over, isOver: false };
      },
    };
    const readers = { order, credit, payment } as unknown as Partial<Record<string, AnyReader>>;
    return { ...base, readers };
  }
}
