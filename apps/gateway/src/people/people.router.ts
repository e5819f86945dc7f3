import { Inject, Injectable } from '@nestjs/common';
import { acceptanceSchema } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import { fromNodeHeaders } from 'better-auth/node';
import express, { type Router } from 'express';
import { z } from 'zod';
import { CallLimit } from '../api/call-limit.js';
import { readJson } from '../api/request-body.handler.js';
import { AuditLog, originOf } from '../audit/audit-log.service.js';
import { AUTH, type Auth } from '../auth/auth.provider.js';
import { InvitationService } from './invitation.service.js';

/** Of an address; an invitation is named by a random UUID. */
const maxCallsPerMinute = 30;
const idSchema = z.object({ id: z.string().min(1).max(100) });

/** What people do before they can sign in: look at an invitation and accept it. */
@Injectable()
export class PeopleRouter {
  private readonly calls = new CallLimit(maxCallsPerMinute);

  constructor(
    @Inject(AUTH) private readonly auth: Auth,
    private readonly invitations: InvitationService,
    private readonly log: AuditLog,
  ) {}

  router(): Router {
    const router = express.Router();
    router.use('/invitations', (request, response, next) => {
      this.calls.count(request.ip ?? '');
      response.set('Cache-Control', 'no-store');
      next();
    });
    router.get('/invitations/:id', async (request, response) => {
      response.json(await this.invitations.get(parseRequest(idSchema, request.params).id));
    });
    router.post('/invitations/:id/acceptance', ...readJson(), async (request, response) => {
      const { id } = parseRequest(idSchema, request.params);
      const acceptance = parseRequest(acceptanceSchema, request.body ?? {});
      const { credentials, member } = await this.invitations.accept(id, acceptance);
      await this.log.record(member.organizationId, {
        ...{ action: 'invitation.accepted', outcome: 'done', detail: member.role },
        actor: { kind: 'person', id: member.userId, name: acceptance.name, role: member.role },
        object: { kind: 'invitation', id, title: credentials.email },
        ...originOf(request),
      });
      const headers = fromNodeHeaders(request.headers);
      const signedIn = await this.auth.api.signInEmail({ body: credentials, headers, asResponse: true });
      response.status(201).append('Set-Cookie', signedIn.headers.getSetCookie()).json({ email: credentials.email });
    });
    return router;
  }
}
