const mostRecords = 500;
/** A quarter of what the broker takes in one message. */
const mostBytes = 256 * 1024;

/** Splits a list so that each part fits well into a message, whatever the length of its keys. */
export function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  let part: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (part.length === mostRecords || (part.length > 0 && bytes + size > mostBytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  return part.length > 0 ? [...parts, part] : parts;
}
