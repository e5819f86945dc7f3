import type { CartCoupon } from './cart.js';
import { round, sum } from './rounding.js';

/** What coupons may lower: the price of all pieces of an item, in units of the currency (cents). */
export interface Discountable {
  price: number;
  quantity: number;
}

/** Discounts per item, in units of the currency, in the order of the items. */
type Discounts = number[];

const kinds = ['fixed_product', 'percent', 'fixed_cart'] as const;

/** The order in which WooCommerce applies coupons, whichever came first. */
function inOrder(coupons: readonly CartCoupon[]): CartCoupon[] {
  return coupons.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.amount - b.amount);
}

/**
 * What each coupon takes off each item. Items are gone through from the dearest; what whole units cannot spread is taken off
 * unit by unit, a piece at a time.
 *
 * @param unitsPerWhole 100 of a currency with cents
 */
export function discountsOf(
  items: readonly Discountable[],
  coupons: readonly CartCoupon[],
  unitsPerWhole: number,
): { coupon: CartCoupon; discounts: Discounts }[] {
  const all: Discounts[] = [];
  const left = (index: number) =>
    Math.abs(round((items[index]?.price ?? 0) - sum(all.map((discounts) => discounts[index] ?? 0))));
  const piece = (index: number) => (items[index]?.price ?? 0) / (items[index]?.quantity || 1);
  const dearestFirst = [...items.keys()].sort((a, b) => piece(b) - piece(a));
  return inOrder(coupons).map((coupon) => {
    const discounts = items.map(() => 0);
    all.push(discounts);
    const eligible = dearestFirst.filter((index) => left(index) !== 0 && (items[index]?.quantity ?? 0) > 0);
    const run: CouponRun = { items, eligible, discounts, left };
    if (coupon.kind === 'percent') applyPercent(run, coupon.amount);
    else if (coupon.kind === 'fixed_product') applyPerPiece(run, coupon.amount * unitsPerWhole);
    else applyToCart(run, coupon.amount * unitsPerWhole);
    return { coupon, discounts };
  });
}

interface CouponRun {
  items: readonly Discountable[];
  eligible: readonly number[];
  discounts: Discounts;
  /** What is left of the price of an item, in whole units. */
  left(index: number): number;
}

function take({ discounts }: CouponRun, index: number, discount: number): number {
  discounts[index] = (discounts[index] ?? 0) + discount;
  return discount;
}

function applyPercent(run: CouponRun, percent: number): void {
  const prices = run.eligible.map((index) => round(run.items[index]?.price ?? 0));
  const taken = run.eligible.map((index, at) => {
    const discount = Math.floor((prices[at] ?? 0) * (percent / 100));
    return take(run, index, round(Math.min(run.left(index), discount), 0, 'down'));
  });
  const missing = round(sum(prices) * (percent / 100), 0, 'down') - sum(taken);
  if (missing > 0) applyRest(run, missing);
}

function applyPerPiece(run: CouponRun, amount: number, eligible = run.eligible): number {
  return sum(
    eligible.map((index) => take(run, index, Math.min(run.left(index), amount * (run.items[index]?.quantity ?? 0)))),
  );
}

function applyToCart(run: CouponRun, amount: number): void {
  const eligible = run.eligible.filter((index) => run.left(index) > 0);
  const pieces = sum(eligible.map((index) => run.items[index]?.quantity ?? 0));
  if (pieces === 0) return;
  const perPiece = Math.trunc(amount / pieces);
  if (perPiece > 0) {
    const taken = applyPerPiece(run, perPiece, eligible);
    if (taken > 0 && taken < amount) applyToCart(run, amount - taken);
  } else if (amount > 0) {
    applyRest({ ...run, eligible }, amount);
  }
}

function applyRest(run: CouponRun, amount: number): void {
  let taken = 0;
  for (const index of run.eligible)
    for (let piece = 0; piece < (run.items[index]?.quantity ?? 0); piece += 1) {
      taken += take(run, index, Math.min(run.left(index), 1));
      if (taken >= amount) return;
    }
}
