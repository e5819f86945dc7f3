import { Injectable } from '@nestjs/common';
import { organizationSummaryList } from '@koppel/contracts';
import express, { type Router } from 'express';
import { OwnOperations } from '../api/own-operations.service.js';
import { OrganizationSummaryService } from './organization-summary.service.js';

/** Serves how the organizations are that a person works in. */
@Injectable()
export class OrganizationSummaryRouter {
  constructor(
    private readonly own: OwnOperations,
    private readonly summaries: OrganizationSummaryService,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(
      ...this.own.answer(organizationSummaryList, (request, signedIn) => this.summaries.list(request, signedIn)),
    );
    return router;
  }
}
