import { Injectable } from '@nestjs/common';
import { apiKeyCreate, apiKeyList, apiKeyRevoke } from '@koppel/contracts';
import express, { type Router } from 'express';
import { OwnOperations } from '../api/own-operations.service.js';
import { ApiKeyService } from './api-key.service.js';

/** Serves the operations on keys. */
@Injectable()
export class ApiKeyRouter {
  constructor(
    private readonly own: OwnOperations,
    private readonly keys: ApiKeyService,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(...this.own.answer(apiKeyList, ({ owner }, signedIn) => this.keys.list(owner, signedIn)));
    router.post(...this.own.answer(apiKeyCreate, (request, signedIn) => this.keys.create(request, signedIn)));
    router.delete(...this.own.answer(apiKeyRevoke, ({ apiKeyId }, signedIn) => this.keys.revoke(apiKeyId, signedIn)));
    return router;
  }
}
