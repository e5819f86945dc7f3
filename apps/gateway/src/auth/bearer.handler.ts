import { Logger } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import type { Request, RequestHandler } from 'express';
import { gatewayReason } from '../api/problem.handler.js';

const logger = new Logger('ApiKey');

/** What a request has after `Authorization: Bearer`; undefined where it has no such header. */
export function keyIn({ headers: { authorization = '' } }: Pick<Request, 'headers'>): string | undefined {
  return /^bearer(?:\s+|$)(.*)$/i.exec(authorization)?.[1]?.trim();
}

/** @throws AppError `request.key_refused` where a request that needs a session comes with an API key */
export function refuseKey(request: Request): void {
  if (keyIn(request) === undefined) return;
  logger.warn({ path: request.path, address: request.ip }, 'an API key was refused where a session is needed');
  throw new AppError('request.key_refused', 'An API key is no session.', {
    reason: gatewayReason('gateway.key_no_session'),
  });
}

/** Keeps requests with an API key away from what serves sessions alone. */
export const refuseKeys: RequestHandler = (request, _response, next) => {
  refuseKey(request);
  next();
};
