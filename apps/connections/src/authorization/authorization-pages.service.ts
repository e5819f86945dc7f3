import { Inject, Injectable, Logger } from '@nestjs/common';
import { sharedReasons } from '@koppel/connector-sdk';
import { AppError, contractReasons, mergeCatalogues, type Language } from '@koppel/contracts';
import { identityHeader, SERVICE_CONFIG, verifyIdentity, type Identity } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { errorBecause, reason } from '../reasons.js';
import { stateInvalid } from './attempt.js';
import {
  contentSecurityPolicy,
  failurePage,
  renderPage,
  statusOf,
  type AuthorizationPage,
} from './authorization-page.js';

const maxParameterLength = 4_096;

/** Where a page is shown, and in which language. */
export interface Shown {
  response: Response;
  language: Language;
}

/** Who visits the pages of an authorization, and what they show. Errors are pages too. */
@Injectable()
export class AuthorizationPages {
  private readonly logger = new Logger('Authorization');
  private readonly catalogue;

  constructor(
    applications: Applications,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'KOPPEL_PUBLIC_URL' | 'KOPPEL_INTERNAL_KEY'>,
  ) {
    const ofApplications = new Set(applications.all.map(({ reasons }) => reasons));
    this.catalogue = mergeCatalogues([...contractReasons, sharedReasons, ...ofApplications]);
  }

  /** @throws AppError `request.unauthenticated`, `request.forbidden` */
  async identityOf(request: Request): Promise<Identity> {
    const identity = await this.findIdentity(request);
    if (!identity) throw errorBecause('request.unauthenticated', reason('connections.sign_in_first'));
    if (identity.role === 'owner' || identity.role === 'admin') return identity;
    throw errorBecause('request.forbidden', reason('connections.role'));
  }

  findIdentity(request: Request): Promise<Identity | undefined> {
    return verifyIdentity(request.get(identityHeader), this.config.KOPPEL_INTERNAL_KEY);
  }

  showFailure(shown: Shown, cause: unknown, known?: Parameters<typeof failurePage>[1]): void {
    const error =
      cause instanceof AppError
        ? cause
        : new AppError('service.defect', 'An authorization failed for an unknown reason.', { cause });
    if (error.code === 'service.defect') this.logger.error({ err: error }, 'an authorisation failed');
    else this.logger.log({ code: error.code, connectionId: known?.connectionId }, 'an authorisation was refused');
    this.show(shown, statusOf(error.code), failurePage(error, known));
  }

  show({ response, language }: Shown, status: number, page: AuthorizationPage): void {
    const nonce = randomBytes(16).toString('base64');
    response.status(status).set({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    const { origin } = new URL(this.config.KOPPEL_PUBLIC_URL);
    response.end(renderPage(page, { language, origin, nonce, catalogue: this.catalogue }));
  }
}

/** A parameter that is there once and not too long. */
export function parameter(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= maxParameterLength) return value;
  throw stateInvalid('unknown');
}
