import { Injectable } from '@nestjs/common';
import { apiKeyCreate, apiKeyList, apiKeyRevoke, type Operation } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import express, { type RequestHandler, type Router } from 'express';
import type { z } from 'zod';
import { CallLimits } from '../api/call-limits.service.js';
import { readJson, requireStorableText } from '../api/request-body.handler.js';
import { contextOf, SessionService, type SignedIn } from '../auth/session.service.js';
import { originOf } from '../audit/audit-log.service.js';
import { AuditedOperations } from '../audit/audited-operations.service.js';
import { ApiKeyService } from './api-key.service.js';

/** Serves the operations on keys. They need a session: a key makes no keys. The gateway answers them itself, so that no key crosses a wire. */
@Injectable()
export class ApiKeyRouter {
  constructor(
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyService,
    private readonly limits: CallLimits,
    private readonly audited: AuditedOperations,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(...this.answer(apiKeyList, ({ owner }, signedIn) => this.keys.list(owner, signedIn)));
    router.post(...this.answer(apiKeyCreate, (request, signedIn) => this.keys.create(request, signedIn)));
    router.delete(...this.answer(apiKeyRevoke, ({ apiKeyId }, signedIn) => this.keys.revoke(apiKeyId, signedIn)));
    return router;
  }

  private answer<Request extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<string, Request, Reply>,
    answer: (request: z.output<Request>, signedIn: SignedIn) => Promise<unknown>,
  ): [string, ...RequestHandler[]] {
    const { method, path } = operation.http;
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
      const signedIn = response.locals['signedIn'] as SignedIn;
      const call = { operation, request: parameters, context: contextOf(signedIn), origin: originOf(request) };
      const act = () => answer(parseRequest(operation.request, parameters), signedIn);
      const reply = await this.audited.run(call, act);
      response.set('Cache-Control', 'no-store').json(operation.reply.parse(reply));
    };
    return [path, authenticate, ...(method === 'POST' ? readJson() : []), serve];
  }
}
