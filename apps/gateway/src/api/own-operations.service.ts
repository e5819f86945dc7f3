import { Injectable } from '@nestjs/common';
import type { Operation } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { originOf } from '../audit/audit-log.service.js';
import { AuditedOperations, type AuditedCall } from '../audit/audited-operations.service.js';
import { contextOf, SessionService, type SignedIn } from '../auth/session.service.js';
import { CallLimits } from './call-limits.service.js';
import { Callers } from './caller.service.js';
import { readJson, requireStorableText } from './request-body.handler.js';

/** Serves operations that the gateway answers itself, so that no key or password crosses a wire. They need a session: a key makes no keys. */
@Injectable()
export class OwnOperations {
  constructor(
    private readonly sessions: SessionService,
    private readonly callers: Callers,
    private readonly limits: CallLimits,
    private readonly audited: AuditedOperations,
  ) {}

  /** Path and handlers, for a router. */
  answer<Asked extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<string, Asked, Reply>,
    answer: (request: z.output<Asked>, signedIn: SignedIn) => Promise<unknown>,
  ): [string, ...RequestHandler[]] {
    const { method, path } = operation.http;
    const hasBody = method === 'POST' || method === 'PATCH';
    const authorize: RequestHandler = async (request, response, next) => {
      response.locals['signedIn'] = await this.authorize(operation, request);
      next();
    };
    const serve: RequestHandler = async (request, response) => {
      const given = (hasBody ? request.body : request.query) as object | undefined;
      const parameters = { ...given, ...request.params };
      requireStorableText(parameters);
      const signedIn = response.locals['signedIn'] as SignedIn;
      const call: AuditedCall = {
        ...{ operation, request: parameters },
        ...{ context: contextOf(signedIn), origin: originOf(request) },
      };
      const reply = await this.audited.run(call, () => answer(parseRequest(operation.request, parameters), signedIn));
      response.set('Cache-Control', 'no-store').json(operation.reply.parse(reply));
    };
    return [path, authorize, ...(hasBody ? readJson() : []), serve];
  }

  private async authorize(operation: Operation, request: Request): Promise<SignedIn> {
    const signedIn = await this.sessions.get(request);
    const { sessionId, role } = signedIn;
    this.limits.countSession(sessionId);
    const context = contextOf(signedIn);
    try {
      this.callers.require({ context, role, by: { sessionId } }, operation, request.ip);
    } catch (error: unknown) {
      await this.audited.refuse({ operation, request: request.params, context, origin: originOf(request) }, error);
      throw error;
    }
    return signedIn;
  }
}
