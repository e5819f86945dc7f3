import type { ExpectedItem } from './sample-items.js';
import { cents, exactAccounts, salesOrders, type SandboxSystem } from './sandbox-system.js';
import type { PlacedVendureOrder, VendureCustomer, VendureOrderRequest } from './vendure-shop.js';

export interface Placed {
  order: PlacedVendureOrder;
  customer: VendureCustomer;
}

interface SalesOrderLine {
  OrderID: string;
  ItemCode: string;
  Quantity: number;
  VATPercentage: number;
  AmountFC: number;
}

const anna: VendureCustomer = { emailAddress: 'anna.jansen@example.com', firstName: 'Anna', lastName: 'Jansen' };
const jonas: VendureCustomer = { emailAddress: 'jonas.weber@example.com', firstName: 'Jonas', lastName: 'Weber' };
const inUtrecht = { streetLine1: 'Oudegracht 1', city: 'Utrecht', postalCode: '3511 AA', countryCode: 'NL' };
const inBerlin = { streetLine1: 'Torstraße 1', city: 'Berlin', postalCode: '10119', countryCode: 'DE' };

/** Three carts: two of one customer, one of another in a second country; several lines, both rates of VAT. */
export function cartsOf(items: readonly ExpectedItem[]): Omit<VendureOrderRequest, 'shopApiUrl'>[] {
  const onSale = items.filter(({ priceCents, stock }) => priceCents > 0 && stock > 20);
  const [one, two, three] = onSale.filter(({ vatCode }) => vatCode === '2');
  const [reduced] = onSale.filter(({ vatCode }) => vatCode === '1');
  if (!one || !two || !three || !reduced) throw new Error('the sample has too few items on sale');
  const lines = (...wanted: [ExpectedItem, number][]) => wanted.map(([{ sku }, quantity]) => ({ sku, quantity }));
  return [
    { customer: anna, shippingAddress: inUtrecht, lines: lines([one, 3]) },
    { customer: anna, shippingAddress: inUtrecht, lines: lines([two, 7], [three, 1], [reduced, 2]) },
    { customer: jonas, shippingAddress: inBerlin, lines: lines([one, 1], [reduced, 12]) },
  ];
}

/** A line as code, quantity, percentage of VAT, and cents without VAT. */
type BookedLine = [string, number, number, number];

export interface BookedOrder {
  code: string;
  account: { email: string | null; name: string };
  totalCents: number;
  totalWithTaxCents: number;
  lines: BookedLine[];
}

const byText = (left: unknown, right: unknown) => (String(left) < String(right) ? -1 : 1);

/** How an order of the shop must stand in Exact. */
export function asBooked({ order, customer }: Placed): BookedOrder {
  const goods = order.lines.map((line): BookedLine => [
    ...([line.sku, line.quantity, line.taxRatePercent, line.lineTotalCents] as const),
  ]);
  return {
    code: order.code,
    account: { email: customer.emailAddress, name: `${customer.firstName} ${customer.lastName}` },
    totalCents: order.totalCents,
    totalWithTaxCents: order.totalWithTaxCents,
    lines: [...goods, ['POST', 1, 21, order.shippingCents] satisfies BookedLine].sort(byText),
  };
}

/** Every sales order in Exact with one of these references, in the order of the codes; one booked twice comes twice. */
export async function bookedOrders(system: SandboxSystem, codes: readonly string[]): Promise<BookedOrder[]> {
  const [accounts, sales, saleLines] = await Promise.all([
    exactAccounts(system),
    salesOrders(system),
    system.exact.get<SalesOrderLine[]>('/entities/salesorder/SalesOrderLines'),
  ]);
  const booked = codes.flatMap((code) => sales.filter(({ YourRef }) => YourRef === code));
  return booked.map((sale) => {
    const account = accounts.find(({ ID }) => ID === sale.OrderedBy);
    const lines = saleLines.filter(({ OrderID }) => OrderID === sale.OrderID);
    return {
      code: sale.YourRef,
      account: { email: account?.Email ?? null, name: account?.Name ?? '' },
      totalCents: cents(sale.AmountFCExclVat),
      totalWithTaxCents: cents(sale.AmountFC),
      lines: lines
        .map((line): BookedLine => [
          ...([line.ItemCode.trim(), line.Quantity] as const),
          ...([Math.round(line.VATPercentage * 100), cents(line.AmountFC)] as const),
        ])
        .sort(byText),
    };
  });
}
