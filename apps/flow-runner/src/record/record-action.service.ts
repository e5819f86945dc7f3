import { Injectable } from '@nestjs/common';
import {
  AppError,
  type MessageContext,
  type ParsedRequestOf,
  type recordDeliver,
  type recordUnlink,
  type ReplyOf,
} from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import { FlowService } from '../flow/flow.service.js';
import { RunRepository } from '../run/run.repository.js';
import { alreadyActive } from '../run/run.service.js';
import { toRun } from '../run/run.js';
import { RecordActionRepository } from './record-action.repository.js';
import { RecordRepository } from './record.repository.js';
import { recordNotFound } from './record.service.js';

/** What a person can do with one record, while no run of its flow is active. */
@Injectable()
export class RecordActionService {
  constructor(
    private readonly database: Database,
    private readonly actions: RecordActionRepository,
    private readonly records: RecordRepository,
    private readonly flows: FlowService,
    private readonly runs: RunRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Forgets the link of a record; the next run looks it up at the target, or creates it. */
  unlink(
    request: ParsedRequestOf<typeof recordUnlink>,
    { organizationId, actor }: MessageContext,
  ): Promise<ReplyOf<typeof recordUnlink>> {
    const ref = { ...request, organizationId };
    return this.database.forOrganization(organizationId, async (transaction) => {
      if (!(await this.runs.holdIdle(transaction, ref.flowId))) throw alreadyActive();
      const link = await this.actions.deleteLink(transaction, ref);
      if (!link) throw new AppError('record.not_linked', 'the record has no link');
      // What is delivered along with other records is looked up with the next one that needs it.
      const isOfFlow = await this.records.isOfFlow(transaction, ref);
      if (isOfFlow) await this.actions.request(transaction, ref, { naturalKey: link.naturalKey, isForced: false });
      return this.actions.record(transaction, ref, { kind: 'unlinked', targetKey: link.targetKey, actor });
    });
  }

  /** Starts a run that reads this one record again and delivers it, whether it has changed or not. */
  async deliver(
    request: ParsedRequestOf<typeof recordDeliver>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof recordDeliver>> {
    const { organizationId, actor } = context;
    const ref = { ...request, organizationId };
    const flow = await this.flows.getRunnable(ref.flowId, context);
    if (flow.entity !== ref.entity) throw new AppError('record.not_deliverable', 'it is a dependency of other records');
    const run = await this.database.forOrganization(organizationId, async (transaction) => {
      const [newest] = await this.records.attempts(transaction, ref, 1);
      if (!newest) throw recordNotFound();
      await this.records.reopenSkipped(transaction, ref);
      const newRun = { organizationId, flow, kind: 'retry', trigger: 'manual', options: {} } as const;
      const queued = await this.runs.insertQueued(transaction, newRun);
      if (!queued) throw alreadyActive();
      const { naturalKey, targetKey } = newest;
      await this.actions.request(transaction, ref, { naturalKey, isForced: true });
      await this.actions.record(transaction, ref, { kind: 'delivered_again', targetKey, actor });
      return queued;
    });
    this.outbox.nudge();
    return toRun(run);
  }
}
