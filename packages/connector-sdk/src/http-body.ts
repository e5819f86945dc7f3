/** The body of an answer was bigger than allowed. */
export class BodyTooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`the answer is larger than ${limitBytes} bytes`);
    this.name = 'BodyTooLarge';
  }
}

/** The body of an answer is not the JSON that was asked for. */
export class BodyNotJson extends Error {
  constructor(
    readonly contentType: string,
    options?: ErrorOptions,
  ) {
    super(`the answer is not JSON but "${contentType}"`, options);
    this.name = 'BodyNotJson';
  }
}

/** Reads a body no further than the limit; the rest is not received. */
export async function readBytes(body: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limitBytes) throw new BodyTooLarge(limitBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/**
 * Parses a body after its content type was found to be JSON.
 *
 * @returns undefined for an empty body.
 * @throws BodyNotJson
 */
export function parseJson(bytes: Buffer, contentType: string): unknown {
  if (bytes.length === 0) return undefined;
  if (!/^[\w.-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)) throw new BodyNotJson(contentType);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (cause: unknown) {
    throw new BodyNotJson(contentType, { cause });
  }
}
