import { Injectable } from '@nestjs/common';
import { signInRulesChange, signInRulesGet } from '@koppel/contracts';
import express, { type Router } from 'express';
import { OwnOperations } from '../api/own-operations.service.js';
import { SignInRulesService } from './sign-in-rules.service.js';

/** Serves what an organization asks of its members at sign-in. */
@Injectable()
export class SignInRulesRouter {
  constructor(
    private readonly own: OwnOperations,
    private readonly rules: SignInRulesService,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(...this.own.answer(signInRulesGet, (_request, signedIn) => this.rules.get(signedIn)));
    router.patch(...this.own.answer(signInRulesChange, (request, signedIn) => this.rules.change(request, signedIn)));
    return router;
  }
}
