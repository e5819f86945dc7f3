import { Controller, Get, HttpCode, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { KeyApproval } from '@koppel/connector-sdk';
import {
  AppError,
  authorizationGet,
  keyApprovalGet,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, languageOf } from '@koppel/service-kit';
import type { Request, Response } from 'express';
import { Applications } from '../applications/applications.js';
import { errorBecause, reason } from '../reasons.js';
import type { Attempt } from './attempt.js';
import type { Keys } from './attempt.repository.js';
import { startPath, type AuthorizationPage } from './authorization-page.js';
import { AuthorizationPages, parameter } from './authorization-pages.service.js';
import { KeyApprovalService } from './key-approval.service.js';

const maxBodyBytes = 8 * 1024;
const maxValueLength = 500;

/** Where an application posts its keys, where it sends the browser back to, and how an attempt is followed. */
@Controller('oauth')
export class KeyApprovalController {
  private readonly logger = new Logger('Authorization');

  constructor(
    private readonly approvals: KeyApprovalService,
    private readonly pages: AuthorizationPages,
    private readonly applications: Applications,
  ) {}

  @Answers(keyApprovalGet)
  getObstacles({ applicationId }: ParsedRequestOf<typeof keyApprovalGet>): Promise<ReplyOf<typeof keyApprovalGet>> {
    return Promise.resolve().then(() => this.approvals.obstacles(applicationId));
  }

  @Answers(authorizationGet)
  follow(
    { connectionId, attemptId }: ParsedRequestOf<typeof authorizationGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof authorizationGet>> {
    return this.approvals.follow(organizationId, { connectionId, id: attemptId });
  }

  /** WooCommerce takes 200 and nothing else for success; at any other answer it deletes the key that it made. */
  @Post('keys/:application')
  @HttpCode(200)
  async takeKeys(
    @Param('application') applicationId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const status = await this.statusOfKeys(applicationId, request);
    response.status(status).set('Cache-Control', 'no-store').json({});
  }

  @Get('approved/:application')
  async comeBack(
    @Param('application') applicationId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const shown = { response, language: languageOf(request) };
    try {
      const { returned } = this.approvalOf(applicationId);
      const state = parameter(request, returned.state) ?? '';
      const isApproved = parameter(request, returned.approved.name) === returned.approved.value;
      const identity = await this.pages.findIdentity(request);
      const attempt = await this.approvals.comeBack({ applicationId, state, isApproved, identity });
      const { language } = attempt;
      const { status, page } = this.pageOf(attempt);
      this.pages.show({ response, language }, status, page);
    } catch (error: unknown) {
      this.pages.showFailure(shown, error);
    }
  }

  /** What the application sent never reaches a log, not even where it is refused. */
  private async statusOfKeys(applicationId: string, request: Request): Promise<number> {
    try {
      const { posted } = this.approvalOf(applicationId);
      if (!request.is('application/json')) return this.refused(applicationId, { status: 415, code: 'content_type' });
      const body = await readBody(request);
      if (body === undefined) return this.refused(applicationId, { status: 413, code: 'size' });
      const sent = keysOf(posted, body);
      if (!sent) return this.refused(applicationId, { status: 400, code: 'unreadable' });
      const isKept = await this.approvals.takeKeys(applicationId, sent);
      return isKept ? 200 : this.refused(applicationId, { status: 422, code: 'not_kept' });
    } catch (error: unknown) {
      if (!(error instanceof AppError)) throw error;
      const status = error.code === 'application.not_found' ? 404 : 400;
      return this.refused(applicationId, { status, code: String(error.details?.['problem'] ?? error.code) });
    }
  }

  private refused(applicationId: string, { status, code }: { status: number; code: string }): number {
    const known = this.applications.find(applicationId) ? applicationId : 'unknown';
    this.logger.warn({ applicationId: known, code }, 'keys that were posted were refused');
    return status;
  }

  private pageOf(attempt: Attempt): { status: number; page: AuthorizationPage } {
    const { applicationId, connectionId, returnPath } = attempt;
    const { name: application } = this.applications.get(applicationId);
    const { status, reason: why, advice } = this.approvals.standingOf(attempt, applicationId);
    const back = { returnPath: returnPath ?? startPath, isReturnAsked: returnPath !== null };
    const said = [why, advice].flatMap((each) => (each ? [each] : []));
    const failed = { ...back, result: { connectionId, status: 'failed' as const } };
    switch (status) {
      case 'waiting':
      case 'finishing': {
        const message = [reason('connections.approval_waiting', { application })];
        return { status: 200, page: { ...back, title: 'waiting', message, isWaiting: true } };
      }
      case 'granted': {
        const result = { connectionId, status: 'authorized' as const };
        return { status: 200, page: { ...back, title: 'granted', message: [reason('connections.granted')], result } };
      }
      case 'denied':
        return {
          status: 403,
          page: { ...back, title: 'denied', message: said, result: { connectionId, status: 'denied' } },
        };
      case 'refused':
        said.push(reason('connections.approval_key_left', { application }));
        return { status: 400, page: { ...failed, title: 'notKept', message: said, code: 'authorization.refused' } };
      case 'expired':
        return { status: 400, page: { ...failed, title: 'unfinished', message: said } };
    }
  }

  /** @throws AppError `application.not_found` */
  private approvalOf(applicationId: string): KeyApproval {
    const approval = this.applications.find(applicationId)?.keyApproval;
    if (approval) return approval;
    throw errorBecause('application.not_found', reason('connections.unknown_callback'));
  }
}

/** The body as text; undefined where it is too large. */
async function readBody(request: Request): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** State and keys by the names that the application gives them; undefined where one is missing. */
function keysOf(posted: KeyApproval['posted'], body: string): { state: string; keys: Keys } | undefined {
  const sent = parsed(body);
  const valueOf = (name: string) => {
    const value = sent?.[name];
    return typeof value === 'string' && value !== '' && value.length <= maxValueLength ? value : undefined;
  };
  const state = valueOf(posted.state);
  const keys: Keys = {};
  for (const [field, name] of Object.entries(posted.fields)) {
    const value = valueOf(name);
    if (value === undefined) return undefined;
    keys[field] = value;
  }
  return state === undefined ? undefined : { state, keys };
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
