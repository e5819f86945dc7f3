import { Injectable } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import express, { type Router } from 'express';
import { z } from 'zod';
import { CallLimit } from '../api/call-limit.js';
import { readJson } from '../api/request-body.handler.js';
import { SessionService, type SignedIn } from '../auth/session.service.js';
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
        const state = await this.deletions.request(response.locals['signedIn'] as SignedIn, password);
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
}
