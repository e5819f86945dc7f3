import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, operations, type MessageContext, type Operation } from '@koppel/contracts';
import { ContractClient, languageOf, SERVICE_CONFIG } from '@koppel/service-kit';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { ApiKeyRouter } from '../api-key/api-key.router.js';
import { originOf } from '../audit/audit-log.service.js';
import { AuditReader } from '../audit/audit-reader.service.js';
import { AuditedOperations } from '../audit/audited-operations.service.js';
import { AuditRouter } from '../audit/audit.router.js';
import { keyIn } from '../auth/bearer.handler.js';
import { SessionService, type SignedIn } from '../auth/session.service.js';
import type { GatewayConfig } from '../config.js';
import { EventStream } from '../events/event-stream.service.js';
import { OrganizationRouter } from '../organization/organization.router.js';
import { OrganizationSummaryRouter } from '../organization/organization-summary.router.js';
import { SignInRulesRouter } from '../organization/sign-in-rules.router.js';
import { PeopleRouter } from '../people/people.router.js';
import { Callers, type Caller } from './caller.service.js';
import { CallLimits } from './call-limits.service.js';
import { answerProblems, gatewayReason } from './problem.handler.js';
import { rendererOf } from './render.js';
import { readJson, requireStorableText } from './request-body.handler.js';

const readTimeoutMs = 4_000;
const changeTimeoutMs = 15_000;
/** Below this, packing costs more than it saves. */
const minGzipBytes = 1_024;

type Locals = { caller: Caller };

/** Live events are for whoever may see what they tell of. */
const listening = { id: 'listenToEvents', http: { method: 'GET', path: '/events', role: 'viewer' } } as const;

/** Serves the operations of the contracts: who calls and what they may first, then the body, then the service that answers. */
@Injectable()
export class ApiRouter {
  private readonly logger = new Logger('ApiRouter');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: GatewayConfig,
    private readonly sessions: SessionService,
    private readonly client: ContractClient,
    private readonly events: EventStream,
    private readonly callers: Callers,
    private readonly limits: CallLimits,
    private readonly apiKeys: ApiKeyRouter,
    private readonly organization: OrganizationRouter,
    private readonly people: PeopleRouter,
    private readonly signInRules: SignInRulesRouter,
    private readonly summaries: OrganizationSummaryRouter,
    private readonly auditExport: AuditRouter,
    private readonly auditReader: AuditReader,
    private readonly audited: AuditedOperations,
  ) {}

  router(): Router {
    const router = express.Router();
    router.use(this.limits.byAddress(), this.refuseForeignOrigins());
    router.get('/session', async (request, response) => {
      await sendJson(request, response, describeSession(await this.sessions.find(request)));
    });
    router.get(listening.http.path, this.authorize(listening), (request, response) =>
      this.events.open((response.locals as Locals).caller, request, response),
    );
    router.use(this.organization.router(), this.people.router(), this.apiKeys.router());
    router.use(this.signInRules.router(), this.summaries.router(), this.auditExport.router());
    for (const operation of Object.values<Operation>(operations)) {
      // Served above.
      if (operation.http.needsSession && operation.subject.startsWith('gateway.')) continue;
      const { method, path, maxBodyBytes } = operation.http;
      const read = hasBody(operation) ? readJson(maxBodyBytes) : [];
      router[method.toLowerCase() as 'get'](path, this.authorize(operation), ...read, this.serve(operation));
    }
    router.use((request) => {
      const { method, path } = request;
      throw new AppError('request.invalid', `The API has no ${method} ${path}.`, {
        reason: gatewayReason('gateway.no_operation', { method, path }),
      });
    });
    router.use(answerProblems((error) => this.logger.error({ err: error }, 'answering a request failed')));
    return router;
  }

  private authorize(operation: Operation | typeof listening): RequestHandler {
    return async (request, response, next) => {
      const { needsSession } = operation.http as Operation['http'];
      const caller = await this.callers.get(request, { needsSession });
      try {
        this.callers.require(caller, operation, request.ip);
      } catch (error: unknown) {
        const { context } = caller;
        await this.audited.refuse({ operation, request: request.params, context, origin: originOf(request) }, error);
        throw error;
      }
      (response.locals as Locals).caller = caller;
      next();
    };
  }

  private serve(operation: Operation): RequestHandler {
    const render = rendererOf(operation.reply);
    const takesLanguage = operation.request instanceof z.ZodObject && 'language' in operation.request.shape;
    return async (request, response) => {
      const language = languageOf(request);
      const given = (hasBody(operation) ? request.body : request.query) as object | undefined;
      const parameters = { ...(takesLanguage && { language }), ...given, ...request.params };
      requireStorableText(parameters);
      const { context } = (response.locals as Locals).caller;
      const call = { operation, request: parameters, context, origin: originOf(request) };
      const reply = await this.audited.run(call, () => this.ask(operation, parameters, context));
      render?.(reply, language);
      if (render || takesLanguage) response.vary('Accept-Language');
      await sendJson(request, response, reply);
    };
  }

  /**
   * Quick reading is asked again once: the replica that took the request may have died with it. What is slow is not, because
   * an application would be asked twice; what changes something is not, because it may have happened.
   */
  private async ask(operation: Operation, parameters: object, context: MessageContext): Promise<unknown> {
    const own = this.auditReader.answer(operation, parameters, context);
    if (own) return own;
    const isRead = operation.http.method === 'GET';
    const timeoutMs = operation.timeoutMs ?? (isRead ? readTimeoutMs : changeTimeoutMs);
    const ask = () => this.client.call(operation, parameters, context, { timeoutMs });
    try {
      return await ask();
    } catch (error: unknown) {
      const isUnavailable = error instanceof AppError && error.code === 'service.unavailable';
      if (!isUnavailable || !isRead || operation.timeoutMs !== undefined) throw error;
      return ask();
    }
  }

  /** A page of another site cannot act in a signed-in person's name, even where a browser would send the cookie; with a key no cookie counts. */
  private refuseForeignOrigins(): RequestHandler {
    const { origin } = new URL(this.config.KOPPEL_PUBLIC_URL);
    return (request, _response, next) => {
      const from = request.headers.origin;
      if (from === undefined || from === origin || keyIn(request) !== undefined) return next();
      this.logger.warn({ origin: from, address: request.ip }, 'a request of another site was refused');
      throw new AppError('request.forbidden', `Requests from ${from} are refused.`, {
        reason: gatewayReason('gateway.origin', { origin: from, expected: origin }),
      });
    };
  }
}

function hasBody({ http: { method } }: Operation): boolean {
  return method === 'POST' || method === 'PATCH';
}

/** Null for nobody: to ask is no mistake, and a browser would show a 401 as an error. */
function describeSession(signedIn: SignedIn | undefined): Omit<SignedIn, 'sessionId'> | null {
  if (!signedIn) return null;
  const { user, organization, role, isSecondFactorMissing, organizations } = signedIn;
  return { user, organization, role, isSecondFactorMissing, organizations };
}

/** Answers with JSON, packed where it is long and the client takes it. */
async function sendJson(request: Request, response: Response, value: unknown): Promise<void> {
  const body = Buffer.from(JSON.stringify(value));
  response.type('application/json').set('Cache-Control', 'no-store').vary('Accept-Encoding');
  if (body.length < minGzipBytes || !request.acceptsEncodings('gzip')) {
    response.send(body);
    return;
  }
  response.set('Content-Encoding', 'gzip').send(await promisify(gzip)(body));
}
