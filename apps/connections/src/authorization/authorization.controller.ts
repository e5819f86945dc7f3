import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { AppError, type Language } from '@koppel/contracts';
import { identityHeader, languageOf, SERVICE_CONFIG, verifyIdentity, type Identity } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { errorBecause, reason } from '../reasons.js';
import { safeReturnPath, stateInvalid } from './attempt.js';
import {
  contentSecurityPolicy,
  failurePage,
  renderPage,
  startPath,
  statusOf,
  type AuthorizationPage,
} from './authorization-page.js';
import { AuthorizationService, ProviderRefusal } from './authorization.service.js';
import { exchangeWith, redirectWith } from './connection.strategy.js';

const maxParameterLength = 4_096;

/** Where a page is shown, and in which language. */
interface Shown {
  response: Response;
  language: Language;
}

/** The two addresses of the OAuth dance. They are pages for people, so errors are pages too. */
@Controller('oauth')
export class AuthorizationController {
  private readonly logger = new Logger('Authorization');

  constructor(
    private readonly authorizations: AuthorizationService,
    private readonly applications: Applications,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL' | 'KOPPEL_INTERNAL_KEY'>,
  ) {}

  @Get('authorize/:connectionId')
  async authorize(
    @Param('connectionId') connectionId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = languageOf(request);
    try {
      const identity = await this.identityOf(request);
      const returnPath = this.returnPathOf(request);
      const strategy = await this.authorizations.strategyToBegin(connectionId, { identity, returnPath, language });
      response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
      await redirectWith(strategy, request, response);
    } catch (error: unknown) {
      this.showFailure({ response, language }, error);
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
      const identity = await this.identityOf(request);
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
        this.show(shown, 200, { title: 'granted', message: [reason('connections.granted')], result, ...back });
      } catch (cause: unknown) {
        const error = await this.authorizations.refuse(attempt, cause);
        this.showFailure(shown, error, { ...back, connectionId });
      }
    } catch (error: unknown) {
      this.showFailure({ response, language }, error);
    }
  }

  private async identityOf(request: Request): Promise<Identity> {
    const identity = await verifyIdentity(request.get(identityHeader), this.config.KOPPEL_INTERNAL_KEY);
    if (!identity) {
      throw errorBecause('request.unauthenticated', reason('connections.sign_in_first'));
    }
    if (identity.role === 'owner' || identity.role === 'admin') return identity;
    throw errorBecause('request.forbidden', reason('connections.role'));
  }

  private returnPathOf(request: Request): string | undefined {
    const asked = parameter(request, 'return');
    if (asked === undefined) return undefined;
    const path = safeReturnPath(asked, this.config.KOPPEL_PUBLIC_URL);
    if (path !== undefined) return path;
    throw errorBecause('request.invalid', reason('connections.return_address'));
  }

  private showFailure(shown: Shown, cause: unknown, known?: Parameters<typeof failurePage>[1]): void {
    const error =
      cause instanceof AppError
        ? cause
        : new AppError('service.defect', 'An authorization failed for an unknown reason.', { cause });
    if (error.code === 'service.defect') this.logger.error({ err: error }, 'an authorisation failed');
    else this.logger.log({ code: error.code, connectionId: known?.connectionId }, 'an authorisation was refused');
    this.show(shown, statusOf(error.code), failurePage(error, known));
  }

  private show({ response, language }: Shown, status: number, page: AuthorizationPage): void {
    const nonce = randomBytes(16).toString('base64');
    response.status(status).set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(renderPage(page, { language, origin: new URL(this.config.KOPPEL_PUBLIC_URL).origin, nonce }));
  }
}

function unknownCallback(): AppError {
  return errorBecause('application.not_found', reason('connections.unknown_callback'));
}

/** A parameter that is there once and not too long. */
function parameter(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= maxParameterLength) return value;
  throw stateInvalid('unknown');
}
