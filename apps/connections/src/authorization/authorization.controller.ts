import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import { identityHeader, SERVICE_CONFIG, verifyIdentity, type Identity } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { safeReturnPath } from './attempt.js';
import { AuthorizationService, ProviderRefusal } from './authorization.service.js';
import { contentSecurityPolicy, renderPage, type AuthorizationPage } from './authorization-page.js';
import { stateInvalid } from './attempts.service.js';
import { exchangeWith, redirectWith } from './passport.runner.js';
import { failurePage, startPath, statusOf } from './failure-page.js';

const maxParameterLength = 4_096;

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
    try {
      const identity = await this.identityOf(request);
      const returnPath = this.returnPathOf(request);
      const strategy = await this.authorizations.strategyToBegin(connectionId, { identity, returnPath });
      response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
      await redirectWith(strategy, request, response);
    } catch (error: unknown) {
      this.showFailure(response, error);
    }
  }

  @Get('callback/:application')
  async callback(
    @Param('application') applicationId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      if (!this.applications.find(applicationId)) throw unknownCallback();
      const identity = await this.identityOf(request);
      const attempt = await this.authorizations.takeBack(parameter(request, 'state') ?? '', {
        identity,
        applicationId,
      });
      const { connectionId, returnPath } = attempt;
      const back = { returnPath: returnPath ?? startPath, isReturnAsked: returnPath !== null };
      try {
        const refused = parameter(request, 'error');
        if (refused !== undefined || !parameter(request, 'code')) throw new ProviderRefusal(refused ?? '');
        const strategy = await this.authorizations.strategyToFinish(attempt);
        await this.authorizations.grant(attempt, await exchangeWith(strategy, request, response));
        const result = { connectionId, status: 'authorized' as const };
        this.logger.log({ connectionId, applicationId }, 'a connection was authorised');
        this.show(response, 200, { title: 'Access granted', message: grantedMessage, result, ...back });
      } catch (cause: unknown) {
        const error = await this.authorizations.refuse(attempt, cause);
        this.showFailure(response, error, { ...back, connectionId });
      }
    } catch (error: unknown) {
      this.showFailure(response, error);
    }
  }

  private async identityOf(request: Request): Promise<Identity> {
    const identity = await verifyIdentity(request.get(identityHeader), this.config.KOPPEL_INTERNAL_KEY);
    if (!identity) {
      throw new AppError(
        'request.unauthenticated',
        'Nobody is signed in here, or the session has ended, so nothing was changed. Sign in first, then choose Authorize on the connection.',
      );
    }
    if (identity.role === 'owner' || identity.role === 'admin') return identity;
    throw new AppError(
      'request.forbidden',
      'Only owners and admins of the organization may authorise connections. Ask one of them to do it.',
    );
  }

  private returnPathOf(request: Request): string | undefined {
    const asked = parameter(request, 'return');
    if (asked === undefined) return undefined;
    const path = safeReturnPath(asked, this.config.KOPPEL_PUBLIC_URL);
    if (path !== undefined) return path;
    throw new AppError(
      'request.invalid',
      'The address to return to is not a page of Koppel, so nothing was begun. Go back to the connection and choose Authorize there.',
    );
  }

  private showFailure(response: Response, cause: unknown, known?: Parameters<typeof failurePage>[1]): void {
    const error =
      cause instanceof AppError
        ? cause
        : new AppError(
            'service.defect',
            'Something went wrong inside Koppel, and nothing was changed. Try again, and report it if it stays.',
            { cause },
          );
    if (error.code === 'service.defect') this.logger.error({ err: error }, 'an authorisation failed');
    else this.logger.log({ code: error.code, connectionId: known?.connectionId }, 'an authorisation was refused');
    this.show(response, statusOf(error.code), failurePage(error, known));
  }

  private show(response: Response, status: number, page: AuthorizationPage): void {
    const nonce = randomBytes(16).toString('base64');
    response.status(status).set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(renderPage(page, { origin: new URL(this.config.KOPPEL_PUBLIC_URL).origin, nonce }));
  }
}

const grantedMessage =
  'Koppel may now use this application. This window closes by itself; if it stays, go back and test the connection.';

function unknownCallback(): AppError {
  return new AppError(
    'application.not_found',
    'Koppel knows no application at this address, so nothing was changed. Check the redirect URI that is registered with the app against the manual.',
  );
}

/** A parameter that is there once and not too long. */
function parameter(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= maxParameterLength) return value;
  throw stateInvalid('unknown');
}
