import { wholeText } from '@koppel/connector-sdk';
import { moneySchema, type EntityKind, type Money } from '@koppel/contracts';

/** A query is no longer than this, so a longer key could not be found by it. */
const maxKey = 200;

const keyFields: Record<EntityKind, readonly string[]> = {
  product: ['sku', 'barcode'],
  stock_level: ['sku'],
  price: ['sku'],
  customer: ['key', 'email', 'vatNumber'],
  order: ['number', 'customer.email'],
  credit: ['number', 'order.number', 'order.customer.email'],
  payment: ['number', 'settles.number', 'transactionId'],
};

/** What a person types to find a record: lower-cased, each once. A canonical that is not well formed gives what it has. */
export function searchKeys(
  entity: EntityKind,
  record: { naturalKeys: readonly string[]; canonical: unknown },
): string[] {
  const values = [...record.naturalKeys, ...keyFields[entity].map((path) => textAt(record.canonical, path))];
  const keys = values.map((value) =>
    wholeText(value ?? '')
      .trim()
      .toLowerCase(),
  );
  return [...new Set(keys)].filter((key) => key !== '' && key.length <= maxKey);
}

/** The name of a product, a customer, or the customer of an order or credit. */
export function titleOf(entity: EntityKind, canonical: unknown): string | null {
  if (entity === 'product') return textAt(canonical, 'name') ?? null;
  if (entity === 'customer') return nameOf(canonical, '');
  if (entity === 'order') return nameOf(canonical, 'customer.');
  if (entity === 'credit') return nameOf(canonical, 'order.customer.');
  return null;
}

/** Where it says what it comes to, VAT included, and in which currency. */
const totalFields: Partial<Record<EntityKind, { amount: string; currency: string }>> = {
  order: { amount: 'totals.inclVat', currency: 'currency' },
  credit: { amount: 'inclVat', currency: 'order.currency' },
  payment: { amount: 'amount', currency: 'currency' },
};

/** What a record comes to at the source; undefined where it does not say so. */
export function totalOf(entity: EntityKind, canonical: unknown): Money | undefined {
  const fields = totalFields[entity];
  if (!fields) return undefined;
  const [amount, currency] = [textAt(canonical, fields.amount), textAt(canonical, fields.currency)];
  return moneySchema.safeParse({ amount, currency }).data;
}

/** The source key of the order that a record belongs to, such as a credit or payment. */
export function orderKeyOf(canonical: unknown): string | null {
  const key = textAt(canonical, 'orderKey');
  return key === undefined ? null : wholeText(key);
}

function nameOf(canonical: unknown, prefix: string): string | null {
  const company = textAt(canonical, `${prefix}company`);
  if (company) return company;
  const names = ['firstName', 'lastName'].map((name) => textAt(canonical, `${prefix}${name}`));
  return names.filter(Boolean).join(' ') || null;
}

function textAt(canonical: unknown, path: string): string | undefined {
  let value = canonical;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' ? value : undefined;
}
