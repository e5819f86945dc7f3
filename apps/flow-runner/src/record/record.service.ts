import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  AppError,
  type MessageContext,
  type ParsedRequestOf,
  type recordAttemptGet,
  type recordGet,
  type ReplyOf,
  type runRecordList,
} from '@koppel/contracts';
import { Background, Database, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { FlowService } from '../flow/flow.service.js';
import { RunService } from '../run/run.service.js';
import { explain } from './explain.js';
import { RecordActionRepository } from './record-action.repository.js';
import { RecordRepository } from './record.repository.js';

const maxAttempts = 100;
const maxActions = 100;

/** One record: its attempts, and why it is not synced. Payloads are deleted after the operator's time, attempts are kept. */
@Injectable()
export class RecordService implements OnApplicationBootstrap {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly background: Background,
    private readonly database: Database,
    private readonly records: RecordRepository,
    private readonly actions: RecordActionRepository,
    private readonly flows: FlowService,
    private readonly runs: RunService,
  ) {}

  onApplicationBootstrap(): void {
    const work = async (signal: AbortSignal) => {
      while (!signal.aborted && (await this.records.deleteOldPayloads(this.config.RECORD_PAYLOAD_DAYS)));
    };
    this.background.interval({ name: 'payload expiry', everyMs: this.config.RECORD_CLEAN_MS, work });
  }

  async get(request: ParsedRequestOf<typeof recordGet>, context: MessageContext): Promise<ReplyOf<typeof recordGet>> {
    const { organizationId } = context;
    const ref = { ...request, organizationId };
    const [ledger, flow] = await Promise.all([
      this.database.forOrganization(organizationId, async (transaction) => {
        const attempts = await this.records.attempts(transaction, ref, maxAttempts);
        const actions = await this.actions.list(transaction, ref, maxActions);
        const [newest] = attempts;
        const related = newest ? await this.records.related(transaction, organizationId, newest) : [];
        return { attempts, actions, related, facts: await this.records.facts(transaction, ref) };
      }),
      this.flows.facts(request.flowId, context),
    ]);
    const { attempts, actions, related } = ledger;
    const { document, readAt, deletionsCheckedAt: checkedAt, ...facts } = ledger.facts;
    const [newest] = attempts;
    if (!newest) throw recordNotFound();
    // An attempt is a record and more; the contract's schema takes what it needs.
    const { document: _ofAttempt, ...known } = newest;
    const record = { ...known, targetKey: facts.targetKey, ...(document && { document }) };
    const everyMs = this.config.DELETION_CHECK_MS;
    const comparison = { readAt, ...(checkedAt !== null && { deletions: { checkedAt, everyMs } }) };
    const explanation = explain({ ...facts, newest, flow, attempts, actions, comparison });
    return { record, explanation, attempts, actions, related };
  }

  async attempt(
    { attemptId }: ParsedRequestOf<typeof recordAttemptGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof recordAttemptGet>> {
    const attempt = await this.database.forOrganization(organizationId, (transaction) =>
      this.records.attempt(transaction, attemptId),
    );
    if (!attempt) throw recordNotFound();
    return attempt;
  }

  ofRun(
    request: ParsedRequestOf<typeof runRecordList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof runRecordList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      await this.runs.find(transaction, request.runId);
      return this.records.attemptsOfRun(transaction, request);
    });
  }
}

export function recordNotFound(): AppError {
  return new AppError(
    'record.not_found',
    'Nothing is known of such a record in this organization: no run has read it yet. Search for it by another key, or run its flow.',
  );
}
