import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError, httpRoutes, type HttpRoute } from '@koppel/contracts';
import { addLogContext, ContractClient } from '@koppel/service-kit';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { contextOf, isAtLeast, SessionService, type SignedIn } from '../auth/session.service.js';
import type { GatewayConfig } from '../config.js';
import { EventStream } from '../events/event-stream.service.js';
import { GATEWAY_CONFIG } from '../tokens.js';
import { answerProblems } from './problem.handler.js';
import { sendJson } from './json.handler.js';
import { timeLimitOf } from './time-limit.js';

/** Serves the contracts' table of routes: session, role, then the contract's own service. */
@Injectable()
export class ApiRouter {
  private readonly logger = new Logger('ApiRouter');

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly sessions: SessionService,
    private readonly client: ContractClient,
    private readonly events: EventStream,
  ) {}

  router(): Router {
    const router = express.Router();
    router.use(this.refuseForeignOrigins());
    router.use(express.json({ limit: '1mb', type: 'application/json' }));
    router.get('/session', async (request, response) => {
      await sendJson(request, response, describeSession(await this.sessions.find(request)));
    });
    router.get('/events', async (request, response) =>
      this.events.open(await this.sessions.get(request), request, response),
    );
    for (const route of Object.values(httpRoutes) as HttpRoute[]) {
      router[route.method.toLowerCase() as 'get'](route.path, this.serve(route));
    }
    router.use((request) => {
      throw new AppError(
        'request.invalid',
        `The API has no ${request.method} ${request.path}. Look it up at /api/docs.`,
      );
    });
    router.use(answerProblems((error) => this.logger.error({ err: error }, 'answering a request failed')));
    return router;
  }

  private serve(route: HttpRoute): RequestHandler {
    const hasBody = route.method === 'POST' || route.method === 'PATCH';
    return async (request, response) => {
      const signedIn = await this.sessions.get(request);
      addLogContext({ organizationId: signedIn.organization.id });
      requireRole(signedIn, route);
      if (hasBody) requireJson(request);
      const parameters = { ...(hasBody ? (request.body as object | undefined) : request.query), ...request.params };
      const reply = await this.ask(route, parameters, signedIn);
      await sendJson(request, response, reply);
    };
  }

  private async ask(route: HttpRoute, parameters: object, signedIn: SignedIn): Promise<unknown> {
    const context = contextOf(signedIn);
    const { timeoutMs, attempts } = timeLimitOf(route);
    const ask = () => this.client.call(route.contract, parameters, context, { timeoutMs });
    try {
      return await ask();
    } catch (error: unknown) {
      const isAbsent = error instanceof AppError && error.code === 'service.unavailable';
      if (!isAbsent || attempts === 1) throw error;
      return ask();
    }
  }

  /** A page of another site cannot act in a signed-in person's name, even where a browser would send the cookie. */
  private refuseForeignOrigins(): RequestHandler {
    const { origin } = new URL(this.config.KOPPEL_PUBLIC_URL);
    return (request, _response, next) => {
      const from = request.headers.origin;
      if (from === undefined || from === origin) return next();
      throw new AppError('request.forbidden', `Requests from ${from} are refused; open Koppel at ${origin}.`);
    };
  }
}

/** Null for nobody: to ask is no mistake, and a browser would show a 401 as an error. */
function describeSession(signedIn: SignedIn | undefined): Pick<SignedIn, 'user' | 'organization' | 'role'> | null {
  if (!signedIn) return null;
  const { user, organization, role } = signedIn;
  return { user, organization, role };
}

function requireRole({ role }: SignedIn, route: HttpRoute): void {
  if (isAtLeast(role, route.role)) return;
  throw new AppError(
    'request.forbidden',
    `Your role "${role}" may not do this; it needs "${route.role}". Ask an owner of your organization.`,
    {
      details: { needs: route.role },
    },
  );
}

function requireJson(request: Request): void {
  const hasContent = request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0';
  if (!hasContent || request.is('application/json')) return;
  throw new AppError('request.invalid', 'Send the body as application/json.');
}
