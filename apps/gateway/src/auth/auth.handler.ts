import { Logger } from '@nestjs/common';
import { toNodeHandler } from 'better-auth/node';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { answerProblems } from '../api/problem.handler.js';
import { limitBody } from '../api/request-body.handler.js';
import { refuseKeys } from './bearer.handler.js';
import { clientAddressHeader } from './auth-context.js';
import type { Auth } from './auth.provider.js';
import { resignCookies, type AuthSecrets } from './auth-secrets.js';

const maxBodyBytes = 16 * 1024;
const logger = new Logger('Auth');

/** Serves better-auth; anybody can call it, so bodies are small and their bytes are counted before it sees them. */
export function serveAuth(auth: Auth): (RequestHandler | ErrorRequestHandler)[] {
  const handler = toNodeHandler(auth);
  return [
    setClientAddress,
    logRefusals,
    refuseKeys,
    limitBody(maxBodyBytes),
    express.text({ type: () => true, limit: maxBodyBytes, inflate: false }),
    ((request, response) => handler(request, response)) satisfies RequestHandler,
    answerProblems((error) => logger.error({ err: error }, 'answering a request failed')),
  ];
}

/** Sessions go on while `BETTER_AUTH_SECRET` is replaced. */
export function acceptOldCookies(secrets: AuthSecrets): RequestHandler {
  return ({ headers }, _response, next) => {
    if (headers.cookie) headers.cookie = resignCookies(headers.cookie, secrets);
    next();
  };
}

/** The address is the socket's, or what a proxy named as trusted by the operator says (`trust proxy`). */
const setClientAddress: RequestHandler = (request, _response, next) => {
  request.headers[clientAddressHeader] = request.ip ?? request.socket.remoteAddress ?? '';
  next();
};

/** What better-auth refuses before its hooks: too many attempts, another site. */
const logRefusals: RequestHandler = (request, response, next) => {
  const { path } = request;
  response.once('finish', () => {
    const { statusCode: status } = response;
    if (status === 403 || status === 429) logger.warn({ status, path, address: request.ip }, 'a request was refused');
  });
  next();
};
