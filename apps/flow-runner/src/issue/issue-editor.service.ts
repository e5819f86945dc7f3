import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  idOfActor,
  type ConnectionId,
  type Flow,
  type Issue,
  type IssueId,
  type issueEdit,
  type JsonValue,
  type MessageContext,
  type Reason,
  type ReplyOf,
} from '@koppel/contracts';
import type { Connector, SourceRecord } from '@koppel/connector-sdk';
import { offlineEndpoint, planFlow, RunFailure, translatePage } from '@koppel/sync-engine';
import { CONNECTORS } from '../config.js';
import { historyOf } from '../flow/flow-start.js';
import { FlowService } from '../flow/flow.service.js';
import { reason } from '../reasons.js';
import { IssueService } from './issue.service.js';

const maxBytes = 256 * 1024;

/** Lets a person correct the record of an issue, within what the flow's applications understand. */
@Injectable()
export class IssueEditorService {
  constructor(
    @Inject(CONNECTORS) private readonly connectors: readonly Connector[],
    private readonly issues: IssueService,
    private readonly flows: FlowService,
  ) {}

  /** @throws AppError `issue.payload_invalid` when the flow cannot translate the record */
  async edit(
    { issueId, payload }: { issueId: IssueId; payload: JsonValue },
    context: MessageContext,
  ): Promise<ReplyOf<typeof issueEdit>> {
    const issue = await this.issues.getOpen(issueId, context);
    const bytes = Buffer.byteLength(JSON.stringify(payload ?? null));
    if (bytes > maxBytes) {
      throw invalid(reason('issues.record_too_large', { kilobytes: Math.ceil(bytes / 1024), max: maxBytes / 1024 }));
    }
    const problem = await this.problem(issue, { payload, context });
    if (problem !== undefined) throw invalid(problem);
    return this.issues.edit(issueId, { payload, editor: idOfActor(context) }, context);
  }

  private async problem(
    { flowId, sourceKey, naturalKey }: Issue,
    { payload, context }: { payload: JsonValue; context: MessageContext },
  ): Promise<Reason | undefined> {
    const flow = await this.flows.find(flowId, context);
    if (!flow) return reason('issues.flow_removed');
    const [source, target] = await Promise.all(
      [flow.sourceConnectionId, flow.targetConnectionId].map((connectionId) => this.connector(connectionId, context)),
    );
    if (!source || !target) return reason('issues.connector_missing');
    return problemOf({ flow, source, target, record: { key: sourceKey, naturalKey, native: payload } });
  }

  private async connector(connectionId: ConnectionId, context: MessageContext): Promise<Connector | undefined> {
    const { applicationId } = await this.flows.connection(connectionId, context);
    return this.connectors.find(({ id }) => id === applicationId);
  }
}

function invalid(problem: Reason): AppError {
  return new AppError('issue.payload_invalid', problem.code, { reason: problem });
}

/** Why a flow cannot translate a record; undefined when it can. */
function problemOf(options: {
  flow: Flow;
  source: Connector;
  target: Connector;
  record: SourceRecord<unknown>;
}): Reason | undefined {
  const { flow, record } = options;
  try {
    const [source, target] = [offlineEndpoint(options.source), offlineEndpoint(options.target)];
    const plan = planFlow({
      entity: flow.entity,
      settings: flow.settings,
      source,
      target,
      ...historyOf(flow),
    });
    const [end] = translatePage(plan, [record]).ended.values();
    return end?.outcome === 'failed' ? end.failure.reason : undefined;
  } catch (error: unknown) {
    if (error instanceof RunFailure) return error.reason;
    throw error;
  }
}
