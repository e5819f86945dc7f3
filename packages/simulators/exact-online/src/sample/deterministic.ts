import { createHash } from 'node:crypto';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A GUID derived from a name. */
export function guidFor(name: string): string {
  const hex = digest(name).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An integer below `limit` derived from a name. */
export function numberFor(name: string, limit: number): number {
  return digest(name).readUInt32BE(0) % limit;
}
