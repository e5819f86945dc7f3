import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { type AppError } from '@koppel/contracts';
import { languageOf, SERVICE_CONFIG } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { errorBecause, reason } from '../reasons.js';
import { safeReturnPath, stateInvalid } from './attempt.js';
import type { BegunBy } from './attempt.repository.js';
import { startPath } from './authorization-page.js';
import { AuthorizationPages, parameter } from './authorization-pages.service.js';
import { AuthorizationService, ProviderRefusal } from './authorization.service.js';
import { exchangeWith, redirectWith } from './connection.strategy.js';
import { KeyApprovalService } from './key-approval.service.js';

/** Where an authorization begins, and where the OAuth dance ends. They are pages for people. */
@Controller('oauth')
export class AuthorizationController {
  private readonly logger = new Logger('Authorization');

  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly approvals: KeyApprovalService,
    private readonly pages: AuthorizationPages,
    private readonly applications: Applications,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL'>,
  ) {}

  @Get('authorize/:connectionId')
  async authorize(
    @Param('connectionId') connectionId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const by = await this.begunBy(request);
      response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
      const page = await this.approvals.begin(connectionId, by);
      if (page) response.redirect(page.href);
      else await redirectWith(await this.authorizations.strategyToBegin(connectionId, by), request, response);
    } catch (error: unknown) {
      this.pages.showFailure({ response, language: languageOf(request) }, error);
    }
  }

  @Get('callback/:application')
  async callback(
    @Param('application') applicationId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = languageOf(request);
    try {
      if (!this.applications.find(applicationId)) throw unknownCallback();
      const identity = await this.pages.identityOf(request);
      const attempt = await this.authorizations.takeBack(parameter(request, 'state') ?? '', {
        identity,
        applicationId,
      });
      const { connectionId, returnPath } = attempt;
      const shown = { response, language: attempt.language };
      const back = { returnPath: returnPath ?? startPath, isReturnAsked: returnPath !== null };
      try {
        const refused = parameter(request, 'error');
        if (refused !== undefined || !parameter(request, 'code')) throw new ProviderRefusal(refused ?? '');
        const strategy = await this.authorizations.strategyToFinish(attempt);
        await this.authorizations.grant(attempt, await exchangeWith(strategy, request, response));
        const result = { connectionId, status: 'authorized' as const };
        this.logger.log({ connectionId, applicationId }, 'a connection was authorised');
        this.pages.show(shown, 200, { title: 'granted', message: [reason('connections.granted')], result, ...back });
      } catch (cause: unknown) {
        const error = await this.authorizations.refuse(attempt, cause);
        this.pages.showFailure(shown, error, { ...back, connectionId });
      }
    } catch (error: unknown) {
      this.pages.showFailure({ response, language }, error);
    }
  }

  private async begunBy(request: Request): Promise<BegunBy> {
    const identity = await this.pages.identityOf(request);
    const attemptId = z.uuid().optional().safeParse(parameter(request, 'attempt'));
    if (!attemptId.success) throw stateInvalid('unknown');
    const returnPath = this.returnPathOf(request);
    return { attemptId: attemptId.data, identity, returnPath, language: languageOf(request) };
  }

  private returnPathOf(request: Request): string | undefined {
    const asked = parameter(request, 'return');
    if (asked === undefined) return undefined;
    const path = safeReturnPath(asked, this.config.KOPPEL_PUBLIC_URL);
    if (path !== undefined) return path;
    throw errorBecause('request.invalid', reason('connections.return_address'));
  }
}

function unknownCallback(): AppError {
  return errorBecause('application.not_found', reason('connections.unknown_callback'));
}
