import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Issue,
  type IssueId,
  type issueGet,
  type issueList,
  type issueRetry,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { toRun } from '../run/run.js';
import { RunRepository } from '../run/run.repository.js';
import { alreadyActive } from '../run/run.service.js';
import { RunStarter } from '../run/run-starter.service.js';
import { IssueRepository } from './issue.repository.js';

/** Showing, retrying and skipping issues. */
@Injectable()
export class IssueService {
  constructor(
    private readonly database: Database,
    private readonly issues: IssueRepository,
    private readonly runs: RunRepository,
    private readonly starter: RunStarter,
    private readonly outbox: Outbox,
  ) {}

  list(
    filter: ParsedRequestOf<typeof issueList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof issueList>> {
    return this.database.forOrganization(organizationId, (transaction) =>
      this.issues.list(transaction, organizationId, filter),
    );
  }

  get(issueId: IssueId, { organizationId }: MessageContext): Promise<ReplyOf<typeof issueGet>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const issue = await this.find(transaction, issueId);
      return { ...issue, payload: await this.issues.payload(transaction, issueId) };
    });
  }

  /** Starts a run that delivers this one record. */
  async retry(issueId: IssueId, context: MessageContext): Promise<ReplyOf<typeof issueRetry>> {
    const { organizationId } = context;
    const known = await this.database.forOrganization(organizationId, (transaction) => this.find(transaction, issueId));
    mustBeOpen(known);
    const flow = await this.starter.flow(known.flowId, context);
    const retried = await this.database.forOrganization(organizationId, async (transaction) => {
      mustBeOpen(await this.find(transaction, issueId, { isLocked: true }));
      const run = await this.runs.insertQueued(transaction, {
        organizationId,
        flow,
        trigger: 'retry',
        options: { issueId },
      });
      if (!run) throw alreadyActive();
      await this.issues.setState(transaction, issueId, 'retrying');
      return { issue: await this.find(transaction, issueId), run: toRun(run) };
    });
    this.outbox.nudge();
    return retried;
  }

  skip(issueId: IssueId, { organizationId }: MessageContext): Promise<Issue> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      mustBeOpen(await this.find(transaction, issueId, { isLocked: true }));
      await this.issues.setState(transaction, issueId, 'skipped');
      return this.find(transaction, issueId);
    });
  }

  private async find(
    transaction: EntityManager,
    issueId: IssueId,
    options: { isLocked?: boolean } = {},
  ): Promise<Issue> {
    const issue = await this.issues.find(transaction, issueId, options);
    if (issue) return issue;
    throw new AppError(
      'issue.not_found',
      'There is no such issue in this organization. Go back to the list of issues and choose another.',
    );
  }
}

function mustBeOpen(issue: Issue): void {
  if (issue.state === 'open' || issue.state === 'held') return;
  const words: Record<Exclude<Issue['state'], 'open' | 'held'>, string> = {
    retrying: 'Its record is being delivered just now. Wait for that run.',
    resolved: 'Its record was delivered already, so nothing needs to be done.',
    skipped: 'A person chose to skip its record for good.',
  };
  throw new AppError('issue.not_open', `This issue is not open any more. ${words[issue.state]}`);
}
