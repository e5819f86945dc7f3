import type { Address, BillingAddress, MetaDatum } from './records.js';

/** A JSON object that is not checked yet. */
export type Input = Record<string, unknown>;

export function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toInput(value: unknown): Input {
  return isInput(value) ? value : {};
}

export function inputList(value: unknown): Input[] {
  return Array.isArray(value) ? value.filter(isInput) : [];
}

export function text(value: unknown, fallback: string): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : fallback;
}

export function whole(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : fallback;
}

export function truth(value: unknown, fallback: boolean): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'yes' || value === '1' || value === 1) return true;
  if (value === 'false' || value === 'no' || value === '0' || value === 0) return false;
  return fallback;
}

export function items(value: unknown, fallback: unknown[]): unknown[] {
  return Array.isArray(value) ? value : fallback;
}

/** A list parameter: `1,2`, `key[]=1&key[]=2` or `key[0]=1`. */
export function textList(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : isInput(value) ? Object.values(value) : [value];
  return parts.flatMap((part) => (typeof part === 'string' || typeof part === 'number' ? String(part).split(',') : []))
    .map((part) => part.trim())
    .filter((part) => part !== ''); // prettier-ignore
}

const addressKeys = [
  'first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country', 'phone',
] as const; // prettier-ignore

export function toAddress(value: unknown, before?: Address): Address {
  const given = toInput(value);
  const entries = addressKeys.map((key) => [key, text(given[key], before?.[key] ?? '')] as const);
  return Object.fromEntries(entries) as unknown as Address;
}

export function toBilling(value: unknown, before?: BillingAddress): BillingAddress {
  return { ...toAddress(value, before), email: text(toInput(value).email, before?.email ?? '') };
}

/** Merges meta data: the same id or key is replaced, a null value removes. */
export function mergeMeta(before: readonly MetaDatum[], value: unknown, takeId: () => number): MetaDatum[] {
  const merged = new Map(before.map((datum) => [datum.key, datum]));
  for (const given of inputList(value)) {
    const known = before.find((datum) => datum.id === given.id);
    const key = text(given.key, known?.key ?? '');
    if (key === '') continue;
    if (given.value === null) merged.delete(key);
    else merged.set(key, { id: merged.get(key)?.id ?? takeId(), key, value: given.value });
  }
  return [...merged.values()];
}
