import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Flow,
  type FlowId,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type issueCauseList,
  type issueRetryMany,
  type issueSkipMany,
} from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { toRun, type RunRecord } from '../run/run.js';
import { RunStarter } from '../run/run-starter.service.js';
import { IssueGroupRepository, type IssueSelection } from './issue-group.repository.js';
import { IssueRetries } from './issue-retries.service.js';
import { IssueRepository } from './issue.repository.js';

/** Most issues that one request decides on. */
const mostIssues = 10_000;

/** Issues of one cause, and deciding on many at once. */
@Injectable()
export class IssueBulkService {
  constructor(
    private readonly database: Database,
    private readonly groups: IssueGroupRepository,
    private readonly issues: IssueRepository,
    private readonly retries: IssueRetries,
    private readonly starter: RunStarter,
  ) {}

  async causes(
    filter: ParsedRequestOf<typeof issueCauseList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof issueCauseList>> {
    const items = await this.database.forOrganization(organizationId, (transaction) =>
      this.groups.causes(transaction, organizationId, filter),
    );
    return { items };
  }

  skip(selection: IssueSelection, { organizationId }: MessageContext): Promise<ReplyOf<typeof issueSkipMany>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const selected = await this.groups.lock(transaction, organizationId, { selection, limit: mostIssues });
      await this.issues.markSkipped(
        transaction,
        selected.map(({ id }) => id),
      );
      return { count: selected.length };
    });
  }

  /** One run for each flow concerned, which delivers its issues page by page. */
  async retry(selection: IssueSelection, context: MessageContext): Promise<ReplyOf<typeof issueRetryMany>> {
    const reply: ReplyOf<typeof issueRetryMany> = { count: 0, runs: [], busyFlowIds: [] };
    for (const flowId of await this.flowsOf(selection, context)) {
      const flow = await this.flow(flowId, context);
      if (!flow) continue;
      const started = await this.retryFlow(flow, { selection, limit: mostIssues - reply.count, context });
      if (!started) continue;
      if (started.run) reply.runs.push(toRun(started.run));
      else reply.busyFlowIds.push(flowId);
      reply.count += started.count;
      if (reply.count >= mostIssues) break;
    }
    return reply;
  }

  private async flowsOf(selection: IssueSelection, { organizationId }: MessageContext): Promise<FlowId[]> {
    const selected = await this.database.forOrganization(organizationId, (transaction) =>
      this.groups.lock(transaction, organizationId, { selection, limit: mostIssues }),
    );
    return [...new Set(selected.map(({ flowId }) => flowId))];
  }

  /** Undefined: the flow is gone, and nothing can be delivered by it. */
  private async flow(flowId: FlowId, context: MessageContext): Promise<Flow | undefined> {
    try {
      return await this.starter.flow(flowId, context);
    } catch (error: unknown) {
      if (error instanceof AppError && error.code === 'flow.not_found') return undefined;
      throw error;
    }
  }

  private retryFlow(
    flow: Flow,
    { selection, limit, context }: { selection: IssueSelection; limit: number; context: MessageContext },
  ): Promise<{ run: RunRecord | undefined; count: number } | undefined> {
    const { organizationId } = context;
    return this.retries.start(flow, organizationId, async (transaction) => {
      const selected = await this.groups.lock(transaction, organizationId, { selection, flowId: flow.id, limit });
      return selected.map(({ id }) => id);
    });
  }
}
