import { texts } from './texts.js';

const kinds = new Map<string, (key: string) => string>(Object.entries(texts.waits));

/** What an issue waits for, `item:85123A`, in words; a kind that is not known leaves its key. */
export function waitsForText(waitsFor: string): string {
  const [, kind = '', key = waitsFor] = /^([a-z_]+):(.+)$/s.exec(waitsFor) ?? [];
  return kinds.get(kind)?.(key) ?? key;
}
