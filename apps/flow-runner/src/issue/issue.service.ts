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
import { Database } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { toRun } from '../run/run.js';
import { alreadyActive } from '../run/run.service.js';
import { RunStarter } from '../run/run-starter.service.js';
import { IssueRetries } from './issue-retries.service.js';
import { IssueRepository } from './issue.repository.js';

/** Showing, retrying and skipping issues. */
@Injectable()
export class IssueService {
  constructor(
    private readonly database: Database,
    private readonly issues: IssueRepository,
    private readonly retries: IssueRetries,
    private readonly starter: RunStarter,
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
    const known = await this.openIssue(issueId, context);
    const flow = await this.starter.flow(known.flowId, context);
    const started = await this.retries.start(flow, organizationId, async (transaction) => {
      mustBeOpen(await this.find(transaction, issueId, { isLocked: true }));
      return [issueId];
    });
    if (!started?.run) throw alreadyActive();
    const issue = await this.database.forOrganization(organizationId, (transaction) => this.find(transaction, issueId));
    return { issue, run: toRun(started.run) };
  }

  skip(issueId: IssueId, { organizationId }: MessageContext): Promise<Issue> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      mustBeOpen(await this.find(transaction, issueId, { isLocked: true }));
      await this.issues.markSkipped(transaction, [issueId]);
      return this.find(transaction, issueId);
    });
  }

  /** An issue that a person may decide on. */
  async openIssue(issueId: IssueId, { organizationId }: MessageContext): Promise<Issue> {
    const issue = await this.database.forOrganization(organizationId, (transaction) => this.find(transaction, issueId));
    mustBeOpen(issue);
    return issue;
  }

  /** Changes the record of an issue, as {@link IssueEditor} checked it. */
  edit(
    issueId: IssueId,
    change: Parameters<IssueRepository['edit']>[2],
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof issueGet>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      mustBeOpen(await this.find(transaction, issueId, { isLocked: true }));
      await this.issues.edit(transaction, issueId, change);
      const payload = await this.issues.payload(transaction, issueId);
      return { ...(await this.find(transaction, issueId)), payload };
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
