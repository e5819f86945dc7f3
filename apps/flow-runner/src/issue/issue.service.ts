import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Flow,
  type Issue,
  type IssueId,
  type issueCauseList,
  type issueGet,
  type issueList,
  type issueRetry,
  type issueRetryMany,
  type issueSkipMany,
  type JsonValue,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import { FlowService } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { alreadyActive } from '../run/run.service.js';
import { reason } from '../reasons.js';
import { toRun, type RunRecord } from '../run/run.js';
import { IssueRepository, type IssueSelection } from './issue.repository.js';

/** How many issues one request decides on. */
const maxIssues = 10_000;

/** Showing, retrying and skipping issues, one or many at once. */
@Injectable()
export class IssueService {
  constructor(
    private readonly database: Database,
    private readonly issues: IssueRepository,
    private readonly flows: FlowService,
    private readonly runs: RunRepository,
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

  causes(
    filter: ParsedRequestOf<typeof issueCauseList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof issueCauseList>> {
    return this.database.forOrganization(organizationId, (transaction) =>
      this.issues.causes(transaction, organizationId, filter),
    );
  }

  /** Starts a run that delivers this one record. */
  async retry(issueId: IssueId, context: MessageContext): Promise<ReplyOf<typeof issueRetry>> {
    const { flowId } = await this.getOpen(issueId, context);
    const flow = await this.flows.get(flowId, context);
    return this.retryAfter({ issueId, flow }, context, async (transaction) => {
      await this.lockOpen(transaction, issueId);
    });
  }

  /** As {@link retry}, after a change in the same transaction, which locks the issue. */
  async retryAfter(
    { issueId, flow }: { issueId: IssueId; flow: Flow },
    { organizationId }: MessageContext,
    change: (transaction: EntityManager) => Promise<void>,
  ): Promise<ReplyOf<typeof issueRetry>> {
    const started = await this.startRetry(flow, organizationId, async (transaction) => {
      await change(transaction);
      return [issueId];
    });
    if (!started?.run) throw alreadyActive();
    const issue = await this.database.forOrganization(organizationId, (transaction) => this.find(transaction, issueId));
    return { issue, run: toRun(started.run) };
  }

  /** One run for each flow concerned, which delivers its issues page by page. */
  async retryMany(selection: IssueSelection, context: MessageContext): Promise<ReplyOf<typeof issueRetryMany>> {
    const { organizationId } = context;
    const selected = await this.database.forOrganization(organizationId, (transaction) =>
      this.issues.lock(transaction, organizationId, { selection, limit: maxIssues }),
    );
    const reply: ReplyOf<typeof issueRetryMany> = { count: 0, runs: [], busyFlowIds: [] };
    for (const flowId of new Set(selected.map((issue) => issue.flowId))) {
      // Nothing can be delivered by a flow that was removed.
      const flow = await this.flows.find(flowId, context);
      if (!flow) continue;
      const started = await this.startRetry(flow, organizationId, async (transaction) => {
        const limit = maxIssues - reply.count;
        const issues = await this.issues.lock(transaction, organizationId, { selection, flowId, limit });
        return issues.map(({ id }) => id);
      });
      if (!started) continue;
      if (started.run) reply.runs.push(toRun(started.run));
      else reply.busyFlowIds.push(flowId);
      reply.count += started.count;
      if (reply.count >= maxIssues) break;
    }
    return reply;
  }

  skip(issueId: IssueId, { organizationId }: MessageContext): Promise<Issue> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await this.lockOpen(transaction, issueId);
      await this.issues.markSkipped(transaction, [issueId]);
      return this.find(transaction, issueId);
    });
  }

  skipMany(selection: IssueSelection, { organizationId }: MessageContext): Promise<ReplyOf<typeof issueSkipMany>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const selected = await this.issues.lock(transaction, organizationId, { selection, limit: maxIssues });
      const issueIds = selected.map(({ id }) => id);
      await this.issues.markSkipped(transaction, issueIds);
      return { count: issueIds.length };
    });
  }

  /** An issue that a person may decide on. */
  async getOpen(issueId: IssueId, { organizationId }: MessageContext): Promise<Issue> {
    const issue = await this.database.forOrganization(organizationId, (transaction) => this.find(transaction, issueId));
    mustBeOpen(issue);
    return issue;
  }

  /** Changes the record of an issue, as {@link IssueEditorService} checked it. */
  edit(
    issueId: IssueId,
    change: { payload: JsonValue; editor: string },
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof issueGet>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await this.lockOpen(transaction, issueId);
      await this.issues.edit(transaction, issueId, change);
      const payload = await this.issues.payload(transaction, issueId);
      return { ...(await this.find(transaction, issueId)), payload };
    });
  }

  /**
   * Starts one run of kind `retry` for what `select` locks and gives.
   *
   * @returns undefined when nothing is left to retry; without a run when the flow is active already
   */
  private async startRetry(
    flow: Flow,
    organizationId: string,
    select: (transaction: EntityManager) => Promise<string[]>,
  ): Promise<{ run: RunRecord | undefined; count: number } | undefined> {
    const started = await this.database.forOrganization(organizationId, async (transaction) => {
      const issueIds = await select(transaction);
      if (issueIds.length === 0) return undefined;
      const newRun = { organizationId, flow, kind: 'retry', trigger: 'manual', options: {} } as const;
      const run = await this.runs.insertQueued(transaction, newRun);
      if (!run) return { run, count: 0 };
      await this.issues.markRetrying(transaction, issueIds, run.id);
      return { run, count: issueIds.length };
    });
    this.outbox.nudge();
    return started;
  }

  /** An issue that a person may decide on, and nobody else until the transaction ends. */
  async lockOpen(transaction: EntityManager, issueId: IssueId): Promise<Issue> {
    const issue = await this.find(transaction, issueId, { isLocked: true });
    mustBeOpen(issue);
    return issue;
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

function mustBeOpen({ state }: Issue): void {
  if (state === 'open' || state === 'held') return;
  throw new AppError('issue.not_open', `the issue is ${state}`, { reason: reason(`issues.${state}`) });
}
