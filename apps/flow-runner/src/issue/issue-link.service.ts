import { Injectable } from '@nestjs/common';
import {
  AppError,
  foundTarget,
  type Flow,
  type Issue,
  type IssueId,
  type issueLink,
  type MessageContext,
  type Reason,
  type ReplyOf,
} from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { FlowService } from '../flow/flow.service.js';
import { reason } from '../reasons.js';
import { RecordActionRepository } from '../record/record-action.repository.js';
import { RunRepository } from '../run/run.repository.js';
import { alreadyActive } from '../run/run.service.js';
import { IssueService } from './issue.service.js';

/** A person says that the record which stands at the target under the same key is the record of an issue. */
@Injectable()
export class IssueLinkService {
  constructor(
    private readonly database: Database,
    private readonly issues: IssueService,
    private readonly flows: FlowService,
    private readonly runs: RunRepository,
    private readonly actions: RecordActionRepository,
  ) {}

  /**
   * Links both. The run that it starts finds the record as it was when the issue opened, so it writes nothing and resolves the
   * issue.
   */
  async link(issueId: IssueId, context: MessageContext): Promise<ReplyOf<typeof issueLink>> {
    const { organizationId, actor } = context;
    const opened = await this.issues.getOpen(issueId, context);
    const flow = await this.flows.get(opened.flowId, context);
    await this.mustBeFree({ issue: opened, flow }, context);
    return this.issues.retryAfter({ issueId, flow }, context, async (transaction) => {
      const issue = await this.issues.lockOpen(transaction, issueId);
      if (!(await this.runs.holdIdle(transaction, issue.flowId))) throw alreadyActive();
      const { sourceKey, naturalKey: sourceName, flowId, entity, runId } = issue;
      const { key: targetKey, number: targetNumber, isOurs } = targetOf(issue);
      const naturalKey = String(issue.reason.params['naturalKey'] ?? sourceName);
      const ref = { organizationId, flowId, entity, sourceKey };
      await this.actions.createLink(transaction, ref, { naturalKey, targetKey, runId });
      await this.actions.record(transaction, ref, { kind: isOurs ? 'done' : 'linked', targetKey, targetNumber, actor });
    });
  }

  /** @throws AppError `issue.not_linkable` where the record of the target belongs to another one of the source */
  private async mustBeFree({ issue, flow }: { issue: Issue; flow: Flow }, context: MessageContext): Promise<void> {
    const { organizationId } = context;
    const { entity, sourceKey } = issue;
    const target = { organizationId, entity, targetKey: targetOf(issue).key };
    const links = await this.database.forOrganization(organizationId, (transaction) =>
      this.actions.linksTo(transaction, target),
    );
    for (const { flowId, sourceKey: other, naturalKey } of links) {
      if (flowId === flow.id && other === sourceKey) continue;
      // Keys are those of one application: the links of removed flows, and of flows to elsewhere, say nothing.
      const owner = flowId === flow.id ? flow : await this.flows.find(flowId, context);
      if (owner?.targetConnectionId !== flow.targetConnectionId) continue;
      throw notLinkable(reason('issues.target_linked', { naturalKey, flow: owner.title }));
    }
  }
}

function targetOf(issue: Issue): NonNullable<ReturnType<typeof foundTarget>> {
  const found = foundTarget(issue);
  if (!found) throw notLinkable(reason('issues.no_target'));
  return found;
}

function notLinkable(why: Reason): AppError {
  return new AppError('issue.not_linkable', why.code, { reason: why });
}
