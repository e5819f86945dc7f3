import { Injectable } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import { CallLimit } from '../api/call-limit.js';
import { readJson } from '../api/request-body.handler.js';
import type { AuditAct } from '../audit/audit-chain.js';
import { AuditLog, originOf } from '../audit/audit-log.service.js';
import { auditActorOf, codeOf } from '../audit/audited-operations.service.js';
import { contextOf, SessionService, type SignedIn } from '../auth/session.service.js';
import { OrganizationDeletionService } from './organization-deletion.service.js';

const maxTriesPerMinute = 5;
const requestSchema = z.object({ password: z.string().max(128) });
const idSchema = z.object({ id: z.uuid() });

/** The end of an organization: who asks for it, and how far it is. */
@Injectable()
export class OrganizationRouter {
  private readonly tries = new CallLimit(maxTriesPerMinute);

  constructor(
    private readonly sessions: SessionService,
    private readonly deletions: OrganizationDeletionService,
    private readonly log: AuditLog,
  ) {}

  router(): Router {
    const router = express.Router();
    router.post(
      '/organization-deletions',
      async (request, response, next) => {
        const signedIn = await this.sessions.get(request);
        this.tries.count(signedIn.user.id);
        response.locals['signedIn'] = signedIn;
        next();
      },
      ...readJson(),
      async (request, response) => {
        const { password } = parseRequest(requestSchema, request.body ?? {});
        const signedIn = response.locals['signedIn'] as SignedIn;
        this.log.requireWritable(signedIn.organization.id);
        const state = await this.deletions.request(signedIn, password).catch(async (error: unknown) => {
          const outcome = error instanceof AppError ? 'refused' : 'failed';
          await this.record(request, signedIn, { outcome, detail: codeOf(error) });
          throw error;
        });
        await this.record(request, signedIn, { outcome: 'done' });
        response.status(202).set('Cache-Control', 'no-store').json(state);
      },
    );
    // Without a session: that of who asked ends with the organization. Nobody else knows the id.
    router.get('/organization-deletions/:id', async (request, response) => {
      const state = await this.deletions.find(parseRequest(idSchema, request.params).id);
      if (!state) throw new AppError('organization_deletion.not_found', 'There is no such deletion.');
      response.set('Cache-Control', 'no-store').json(state);
    });
    return router;
  }

  private record(request: Request, signedIn: SignedIn, result: Pick<AuditAct, 'outcome' | 'detail'>): Promise<void> {
    const { id, name } = signedIn.organization;
    return this.log.record(id, {
      ...{ action: 'organization.deleted', ...result, actor: auditActorOf(contextOf(signedIn)) },
      object: { kind: 'organization', id, title: name },
      ...originOf(request),
    });
  }
}
