import type { Request, Response } from 'express';
import passport from 'passport';
import type { TokenAnswer } from '../access/token-endpoint.service.js';
import type { ConnectionStrategy } from './connection.strategy.js';

/** Sends the browser to the provider. */
export function redirectWith(strategy: ConnectionStrategy, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('finish', resolve);
    authenticate(strategy, { request, response, done: (error) => reject(asError(error)) });
  });
}

/** Exchanges the code that the provider sent along for tokens. */
export function exchangeWith(strategy: ConnectionStrategy, request: Request, response: Response): Promise<TokenAnswer> {
  return new Promise((resolve, reject) => {
    authenticate(strategy, {
      request,
      response,
      done: (error, tokens) => (tokens ? resolve(tokens) : reject(asError(error))),
    });
  });
}

function authenticate(
  strategy: ConnectionStrategy,
  {
    request,
    response,
    done,
  }: { request: Request; response: Response; done(error: unknown, tokens?: TokenAnswer): void },
): void {
  const finish = (error: unknown, tokens: unknown) => done(error, tokens ? (tokens as TokenAnswer) : undefined);
  passport.authenticate(strategy, { session: false }, finish)(request, response, (error: unknown) => done(error));
}

function asError(error: unknown): unknown {
  return error ?? new Error('passport ended without tokens and without an error');
}
