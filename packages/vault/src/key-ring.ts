import { z } from 'zod';

const keyBytes = 32;

/** The operator's keys. They encrypt the organizations' data keys and nothing else. */
export interface KeyRing {
  currentId: string;
  keys: ReadonlyMap<string, Buffer>;
}

/**
 * Reads `k2:<base64>,k1:<base64>`; the first key is the current one.
 *
 * @throws Error that names the key at fault, never its value.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    const separator = entry.indexOf(':');
    const id = entry.slice(0, separator);
    if (!/^[a-zA-Z0-9_-]{1,20}$/.test(id))
      throw new Error('each key is written as <id>:<base64 of 32 bytes>, separated by commas');
    const key = Buffer.from(entry.slice(separator + 1), 'base64');
    if (key.length !== keyBytes) throw new Error(`key "${id}" is not the base64 of ${keyBytes} bytes`);
    if (keys.has(id)) throw new Error(`key "${id}" stands in the ring twice`);
    keys.set(id, key);
  }
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new Error('the ring holds no key');
  return { currentId, keys };
}

/** A key ring in the environment: `k2:<base64 of 32 bytes>,k1:…`. */
export const keyRingSchema = z.string().transform((text, context) => {
  try {
    return parseKeyRing(text);
  } catch (error: unknown) {
    context.addIssue(error instanceof Error ? error.message : 'it cannot be read');
    return z.NEVER;
  }
});
