import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  type ConnectionId,
  type Flow,
  type Issue,
  type IssueId,
  type issueEdit,
  type JsonValue,
  type MessageContext,
  type ReplyOf,
} from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { ContractClient } from '@koppel/service-kit';
import { RunStarter } from '../run/run-starter.service.js';
import { CONNECTORS } from '../tokens.js';
import { problemOf } from './edited-record.js';
import { IssueService } from './issue.service.js';

const mostBytes = 256 * 1024;

/** Lets a person correct the record of an issue, within what the flow's applications understand. */
@Injectable()
export class IssueEditor {
  constructor(
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly issues: IssueService,
    private readonly starter: RunStarter,
    private readonly client: ContractClient,
  ) {}

  /** @throws AppError `issue.payload_invalid` when the flow cannot make anything of the record */
  async edit(
    { issueId, payload }: { issueId: IssueId; payload: JsonValue },
    context: MessageContext,
  ): Promise<ReplyOf<typeof issueEdit>> {
    const issue = await this.issues.openIssue(issueId, context);
    const bytes = Buffer.byteLength(JSON.stringify(payload ?? null));
    if (bytes > mostBytes) {
      throw invalid(`It is ${Math.ceil(bytes / 1024)} kB large, and at most ${mostBytes / 1024} kB are taken.`);
    }
    const problem = await this.problem(issue, { payload, context });
    if (problem !== undefined) throw invalid(problem);
    const { actor } = context;
    const editor = actor.kind === 'person' ? actor.userId : actor.name;
    return this.issues.edit(issueId, { payload, editor }, context);
  }

  private async problem(
    { flowId, sourceKey, naturalKey }: Issue,
    { payload, context }: { payload: JsonValue; context: MessageContext },
  ): Promise<string | undefined> {
    const flow = await this.flow(flowId, context);
    const [source, target] = await Promise.all(
      [flow.sourceConnectionId, flow.targetConnectionId].map((connectionId) => this.connector(connectionId, context)),
    );
    if (!source || !target) return 'This version of Koppel has no connector for one of its applications.';
    return problemOf({ flow, source, target, record: { key: sourceKey, naturalKey, native: payload } });
  }

  private async flow(flowId: Issue['flowId'], context: MessageContext): Promise<Flow> {
    try {
      return await this.starter.flow(flowId, context);
    } catch (error: unknown) {
      if (!(error instanceof AppError) || error.code !== 'flow.not_found') throw error;
      throw invalid('Its flow was removed, so nothing can deliver it. Skip it.', error);
    }
  }

  private async connector(connectionId: ConnectionId, context: MessageContext): Promise<Connector | undefined> {
    const { applicationId } = await this.client.call(connectionGet, { connectionId }, context);
    return this.connectors.find(({ id }) => id === applicationId);
  }
}

function invalid(problem: string, cause?: unknown): AppError {
  return new AppError('issue.payload_invalid', `The changed record was not kept. ${problem}`, { cause });
}
