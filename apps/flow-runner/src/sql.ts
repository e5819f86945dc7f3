import { wholeText } from '@koppel/connector-sdk';
import type { EntityManager } from 'typeorm';

/** The rows that an `update … returning` or `delete … returning` gives; TypeORM puts them beside a count. */
export async function changedRows<Row>(transaction: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  const result = (await transaction.query(sql, parameters)) as [Row[], number];
  return result[0];
}

/** JSON as `jsonb` can store it, see {@link wholeText}. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'string') return wholeText(member);
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([key, inner]) => [wholeText(key), inner]));
  });
}
