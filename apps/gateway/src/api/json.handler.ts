import type { Request, Response } from 'express';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Below this, packing costs more than it saves. */
const smallestBytes = 1_024;

/** Answers with JSON, packed where it is long and the client takes it. */
export async function sendJson(request: Request, response: Response, value: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  response.type('application/json').set('Cache-Control', 'no-store').vary('Accept-Encoding');
  if (body.length < smallestBytes || !request.acceptsEncodings('gzip')) {
    response.send(body);
    return;
  }
  response.set('Content-Encoding', 'gzip').send(await promisify(gzip)(body));
}
