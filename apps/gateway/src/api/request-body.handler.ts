import { AppError } from '@koppel/contracts';
import express, { type RequestHandler } from 'express';
import { gatewayReason, tooLarge } from './problem.handler.js';

/** Of any operation that says nothing else. */
const defaultMaxBytes = 64 * 1024;
const maxDepth = 64;

/** Refuses a body by the length that it announces, before any of it is read; the parsers count one that announces none. */
export function limitBody(maxBytes = defaultMaxBytes): RequestHandler {
  return (request, _response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    next();
  };
}

/** Reads a JSON body. What nests deeper than 64 levels is refused before it is parsed. */
export function readJson(maxBytes = defaultMaxBytes): RequestHandler[] {
  const parse = express.json({
    limit: maxBytes,
    type: () => true,
    inflate: false,
    verify: (_request, _response, body) => {
      if (isDeeperThan(body, maxDepth)) throw tooDeep();
    },
  });
  return [limitBody(maxBytes), requireJson, parse];
}

const requireJson: RequestHandler = (request, _response, next) => {
  const hasContent = request.headers['transfer-encoding'] || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasContent && !request.is('application/json'))
    throw new AppError('request.invalid', 'The body is not sent as application/json.', {
      reason: gatewayReason('gateway.content_type'),
    });
  next();
};

const [quote, backslash] = [0x22, 0x5c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Counts brackets outside of strings; the text need not be valid JSON. */
export function isDeeperThan(json: Uint8Array, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (isInString && byte === backslash) index++;
    else if (byte === quote) isInString = !isInString;
    else if (isInString) continue;
    else if (byte === closeArray || byte === closeObject) depth--;
    else if ((byte === openArray || byte === openObject) && ++depth > limit) return true;
  }
  return false;
}

const unstorable = /\0|\p{Surrogate}/u;

/**
 * Refuses text that a database cannot keep: NUL characters and halves of surrogate pairs.
 *
 * @throws AppError `request.invalid` naming the field
 */
export function requireStorableText(value: unknown, path = ''): void {
  if (typeof value === 'string') {
    if (!unstorable.test(value)) return;
    const problems = [{ path, code: 'field.characters', params: {} }];
    throw new AppError('request.invalid', `The text of ${path || 'the request'} cannot be stored.`, { problems });
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    requireStorableText(key, path);
    requireStorableText(inner, path ? `${path}.${key}` : key);
  }
}

function tooDeep(): AppError {
  return new AppError('request.invalid', `The body nests deeper than ${maxDepth} levels.`, {
    reason: gatewayReason('gateway.depth', { levels: maxDepth }),
  });
}
