import type { RequestHandler, Response } from 'express';
import { decodePath } from '../api/request-path.js';
import { errorBody } from '../errors.js';
import type { Faults } from './faults.js';

/** Applies injected faults before any other handler. */
export function faultMiddleware(faults: Faults, now: () => number): RequestHandler {
  return (request, response, next) => {
    const kind = faults.take(request.method, decodePath(request.originalUrl));
    switch (kind) {
      case undefined:
        return next();
      case 'hang':
        return undefined;
      case 'cut':
        request.socket.destroy();
        return undefined;
      case 'malformed':
        response.type('json').send('{"d":{"results":[{"ID":');
        return undefined;
      case 'lost-answer':
        loseAnswer(response);
        return next();
      default:
        return refuse(response, Number(kind), now);
    }
  };
}

/** Carries out the request and cuts the connection instead of answering. */
function loseAnswer(response: Response): void {
  const cut = (): Response => {
    response.socket?.destroy();
    return response;
  };
  response.end = cut;
  response.write = () => {
    cut();
    return false;
  };
}

function refuse(response: Response, status: number, now: () => number): void {
  if (status === 429) {
    response.set({
      'X-RateLimit-Minutely-Limit': '60',
      'X-RateLimit-Minutely-Remaining': '0',
      'X-RateLimit-Minutely-Reset': String(now() + 1000),
    });
  }
  const messages: Record<number, string> = {
    403: 'Forbidden',
    429: 'Too many requests',
    500: 'Internal server error',
    503: 'Service unavailable',
  };
  response.status(status).json(errorBody(messages[status] ?? 'Error'));
}
