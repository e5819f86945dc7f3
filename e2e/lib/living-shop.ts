import type { Connection } from '@koppel/contracts';
import type { Random } from '../../packages/connectors/registry/test/random.js';
import { expectedItems } from './sample-items.js';
import type { SandboxSystem } from './sandbox-system.js';

/** A shop whose orders go on after they were placed, by the hands of its owner and its buyers. */
export interface LivingShop {
  /** Its connection in Koppel, tested and ready. */
  connect(system: SandboxSystem): Promise<Connection>;
  /** Something happens: an order is placed, or one goes on. Which, is chosen by `random` alone. */
  step(random: Random): Promise<void>;
  /** What the shop now has of each order that still stands. */
  balances(): Promise<OrderBalance[]>;
  stop(): Promise<void>;
}

/**
 * What was charged for an order minus what was given back, by percentage of VAT, in cents with VAT. An amount that was given back
 * without saying of what is shared by the rates of what is left, so that fractions of cents remain.
 */
export class OrderBalance {
  readonly byRate = new Map<number, number>();
  /** The numbers of its refunds. */
  readonly credits: string[] = [];
  /** What was paid, and negative what was paid back, in cents by its number. */
  readonly payments = new Map<string, number>();
  /** All that it came to when it was placed was paid, and nothing of it was changed since. */
  isPaidAsPlaced = true;
  /** For whoever reads why a test failed. */
  readonly events: string[] = [];
  /** How many cents a rate may be off, since amounts were shared or the shop does not round them. */
  toleranceCents = 0;

  constructor(
    readonly number: string,
    /** What the shop itself says in total. */
    public totalCents = 0,
  ) {}

  charge(percent: number, cents: number): void {
    this.events.push(`${cents} at ${percent} %`);
    this.add(percent, cents);
  }

  private add(percent: number, cents: number): void {
    this.byRate.set(percent, (this.byRate.get(percent) ?? 0) + cents);
  }

  /** @param byRate what is named by rate; the rest of the refund is shared */
  giveBack(credit: string, cents: number, byRate: ReadonlyMap<number, number> = new Map()): void {
    this.credits.push(credit);
    this.events.push(
      `${credit}: ${cents} given back${[...byRate].map(([percent, amount]) => `, ${amount} at ${percent} %`).join('')}`,
    );
    let named = 0;
    for (const [percent, amount] of byRate) {
      this.add(percent, -amount);
      named += amount;
    }
    if (cents !== named) this.share(named - cents);
  }

  /** Adds an amount to the rates in proportion to what they have; all that there is takes from each rate what it has. */
  share(cents: number): void {
    this.toleranceCents += 1;
    const all = [...this.byRate];
    const sum = all.reduce((total, [, amount]) => total + amount, 0);
    const isAll = Math.abs(sum + cents) < 1;
    const parts = isAll ? all : all.filter(([, amount]) => amount > 0);
    const shared = parts.reduce((total, [, amount]) => total + amount, 0);
    for (const [percent, amount] of parts) this.add(percent, (cents * amount) / shared);
  }
}

/** Articles that the shop has got from the administration, with stock enough, at both rates of VAT. */
export async function articlesOnSale({ exact }: SandboxSystem): Promise<string[]> {
  const items = (await expectedItems(exact)).filter(({ priceCents }) => priceCents > 100);
  const inStock = (vatCode: string, count: number) =>
    items
      .filter((item) => item.vatCode === vatCode)
      .sort((one, other) => other.stock - one.stock)
      .slice(0, count);
  return [...inStock('2', 3), ...inStock('1', 2)].map(({ sku }) => sku);
}
