import { Injectable, Logger } from '@nestjs/common';
import { AppError, type MessageContext, type Operation, type Role } from '@koppel/contracts';
import { addLogContext } from '@koppel/service-kit';
import type { Request } from 'express';
import { scopeFor } from '../api-key/api-key.js';
import { ApiKeyService } from '../api-key/api-key.service.js';
import { keyIn } from '../auth/bearer.handler.js';
import { isAtLeast } from '../auth/role.js';
import { contextOf, SessionService } from '../auth/session.service.js';
import { CallLimits } from './call-limits.service.js';
import { gatewayReason } from './problem.handler.js';

/** Who calls the API, by a session or by a key. */
export interface Caller {
  context: MessageContext;
  role: Role;
  by: { sessionId: string } | { keyId: string; scopes: readonly string[] };
}

/** Finds out who calls, and whether they may. A key counts alone, whatever cookies come with it. */
@Injectable()
export class Callers {
  private readonly logger = new Logger('ApiRouter');

  constructor(
    private readonly sessions: SessionService,
    private readonly keys: ApiKeyService,
    private readonly limits: CallLimits,
  ) {}

  /** @throws AppError `request.unauthenticated`, `request.key_refused`, `request.too_many` */
  async get(request: Request, { needsSession = false } = {}): Promise<Caller> {
    const key = needsSession ? undefined : keyIn(request);
    const caller = key === undefined ? await this.bySession(request) : await this.byKey(key, request);
    addLogContext({ organizationId: caller.context.organizationId });
    return caller;
  }

  /** @throws AppError `request.forbidden` where the scopes or the role do not reach */
  require({ by, role, context }: Caller, operation: Pick<Operation, 'id' | 'http'>, address: string | undefined): void {
    const needs = operation.http.role;
    const refused = { operation: operation.id, role, address };
    const scope = scopeFor(needs);
    if ('keyId' in by && (!scope || !by.scopes.includes(scope))) {
      this.logger.warn({ ...refused, keyId: by.keyId }, 'a request was refused: the key lacks the scope');
      throw new AppError('request.forbidden', `The key lacks the scope ${scope ?? needs}.`, {
        reason: gatewayReason('gateway.key_scope', { scope: scope ?? needs }),
      });
    }
    if (isAtLeast(role, needs)) return;
    const { actor } = context;
    const who = 'keyId' in by ? { keyId: by.keyId } : { userId: actor.kind === 'person' ? actor.userId : undefined };
    this.logger.warn({ ...refused, ...who }, 'a request was refused: the role may not make it');
    throw new AppError('request.forbidden', `The role ${role} may not do this; it needs ${needs}.`, {
      reason: gatewayReason('gateway.role', { role, needs }),
    });
  }

  private async bySession(request: Request): Promise<Caller> {
    const signedIn = await this.sessions.get(request);
    const { sessionId, role } = signedIn;
    this.limits.countSession(sessionId);
    return { context: contextOf(signedIn), role, by: { sessionId } };
  }

  private async byKey(key: string, request: Request): Promise<Caller> {
    const { keyId, scopes, role, context } = await this.keys.open(key, request);
    this.limits.countKey(keyId);
    return { context, role, by: { keyId, scopes } };
  }
}
