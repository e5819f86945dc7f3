import { Injectable } from '@nestjs/common';
import { apiKeyCreate, apiKeyList, apiKeyRevoke, type Operation } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import express, { type RequestHandler, type Router } from 'express';
import type { z } from 'zod';
import { CallLimits } from '../api/call-limits.service.js';
import { readJson, requireStorableText } from '../api/request-body.handler.js';
import { SessionService, type SignedIn } from '../auth/session.service.js';
import { ApiKeyService } from './api-key.service.js';

/** Serves the operations on keys. They need a session: a key makes no keys. The gateway answers them itself, so that no key crosses a wire. */
@Injectable()
export class ApiKeyRouter {
  constructor(
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyService,
    private readonly limits: CallLimits,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(...this.answer(apiKeyList, ({ owner }, signedIn) => this.keys.list(owner, signedIn)));
    router.post(...this.answer(apiKeyCreate, (request, signedIn) => this.keys.create(request, signedIn)));
    router.delete(...this.answer(apiKeyRevoke, ({ apiKeyId }, signedIn) => this.keys.revoke(apiKeyId, signedIn)));
    return router;
  }

  private answer<Request extends z.ZodType, Reply extends z.ZodType>(
    { http: { method, path }, request: schema, reply: replySchema }: Operation<string, Request, Reply>,
    answer: (request: z.output<Request>, signedIn: SignedIn) => Promise<unknown>,
  ): [string, ...RequestHandler[]] {
    const authenticate: RequestHandler = async (request, response, next) => {
      const signedIn = await this.sessions.get(request);
      this.limits.countSession(signedIn.sessionId);
      response.locals['signedIn'] = signedIn;
      next();
    };
    const serve: RequestHandler = async (request, response) => {
      const given = (method === 'POST' ? request.body : request.query) as object | undefined;
      const parameters = { ...given, ...request.params };
      requireStorableText(parameters);
      const reply = await answer(parseRequest(schema, parameters), response.locals['signedIn'] as SignedIn);
      response.set('Cache-Control', 'no-store').json(replySchema.parse(reply));
    };
    return [path, authenticate, ...(method === 'POST' ? readJson() : []), serve];
  }
}
