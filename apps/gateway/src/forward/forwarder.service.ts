import { Inject, Injectable, Logger } from '@nestjs/common';
import { connectionReasons, reasonsOf, renderReason, type AuditOutcome } from '@koppel/contracts';
import { currentTraceHeaders, identityHeader, languageOf, SERVICE_CONFIG, signIdentity } from '@koppel/service-kit';
import type { Request, RequestHandler, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { reasons } from '../api/reasons.js';
import { AuditLog, originOf } from '../audit/audit-log.service.js';
import { auditActorOf } from '../audit/audited-operations.service.js';
import { plainIdOf } from '../audit/operation-audit.js';
import { contextOf, SessionService, type SignedIn } from '../auth/session.service.js';
import type { GatewayConfig } from '../config.js';

/** Below `/oauth`: where a log-in at an application begins. As lenient as the router behind, or one could be begun unseen. */
const authorizePath = /^\/authorize\/([^/]+)\/?$/i;

const notReady = reasonsOf(connectionReasons)('connections.not_ready');

/** Passes `/oauth` and `/hooks` on. What the services behind learn of the person is signed here and nowhere else. */
@Injectable()
export class Forwarder {
  private readonly logger = new Logger('Forwarder');

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: GatewayConfig,
    private readonly sessions: SessionService,
    private readonly log: AuditLog,
  ) {}

  toConnections(): RequestHandler {
    const pass = this.passOn(this.config.CONNECTIONS_URL, '/oauth');
    return async (request, response, next) => {
      forgetIdentity(request);
      const signedIn = await this.sessions.findActing(request);
      delete request.headers.cookie;
      if (signedIn) {
        const { user, organization, role, sessionId } = signedIn;
        const segment = authorizePath.exec(request.path)?.[1];
        if (segment !== undefined) this.recordBegun(segment, signedIn, { request, response });
        request.headers[identityHeader] = await signIdentity(
          { userId: user.id, organizationId: organization.id, role, sessionId },
          this.config.KOPPEL_INTERNAL_KEY,
        );
      }
      return pass(request, response, next);
    };
  }

  /** Which address is to be opened shows in the answer: it leads to the application, or says why not. */
  private recordBegun(
    segment: string,
    signedIn: SignedIn,
    { request, response }: { request: Request; response: Response },
  ): void {
    const { organizationId, actor } = contextOf(signedIn);
    const origin = originOf(request);
    // Also where the browser did not wait for the answer.
    response.once('close', () => {
      void this.log.record(organizationId, {
        ...{ action: 'connection.authorization_begun', outcome: outcomeOf(response), ...origin },
        actor: auditActorOf({ organizationId, actor }),
        object: { kind: 'connection', id: plainIdOf(decoded(segment)), title: null },
      });
    });
  }

  toFlowRunner(): RequestHandler {
    const pass = this.passOn(this.config.FLOW_RUNNER_URL, '/hooks');
    return (request, response, next) => {
      forgetIdentity(request);
      delete request.headers.cookie;
      return pass(request, response, next);
    };
  }

  private passOn(target: string, prefix: string): RequestHandler {
    const proxy = createProxyMiddleware({
      target: `${target}${prefix}`,
      xfwd: true,
      // One that is kept may be closed just when it is used again, and what is passed on is not repeated.
      agent: false,
      proxyTimeout: 60_000,
      on: {
        error: (error, request, response) => {
          this.logger.warn({ err: error, service: prefix }, 'a request could not be passed on');
          if ('writeHead' in response && !response.headersSent)
            response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' });
          response.end(renderReason(notReady, reasons, languageOf(request as Request)));
        },
      },
    });
    return (request, response, next) => {
      Object.assign(request.headers, currentTraceHeaders());
      return proxy(request, response, next);
    };
  }
}

function outcomeOf({ statusCode, writableFinished }: Response): AuditOutcome {
  if (!writableFinished || statusCode >= 500) return 'failed';
  return statusCode < 400 ? 'done' : 'refused';
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What a browser says of itself is not believed behind the gateway. */
function forgetIdentity(request: Request): void {
  delete request.headers[identityHeader];
}
