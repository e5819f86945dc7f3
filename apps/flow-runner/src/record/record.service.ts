import { Injectable } from '@nestjs/common';
import {
  AppError,
  type MessageContext,
  type ParsedRequestOf,
  type recordAttemptGet,
  type recordGet,
  type ReplyOf,
  type runRecordList,
} from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { RunRepository } from '../run/run.repository.js';
import { runNotFound } from '../run/run.service.js';
import { explain } from './explain.js';
import { FlowFactsService } from './flow-facts.service.js';
import { RecordRepository } from './record.repository.js';

const attemptsShown = 100;

/** One record: what became of it, and why it is not there. */
@Injectable()
export class RecordService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordRepository,
    private readonly flows: FlowFactsService,
    private readonly runs: RunRepository,
  ) {}

  async get(request: ParsedRequestOf<typeof recordGet>, context: MessageContext): Promise<ReplyOf<typeof recordGet>> {
    const { organizationId } = context;
    const place = { ...request, organizationId };
    const [ledger, flow] = await Promise.all([
      this.database.forOrganization(organizationId, async (transaction) => {
        const attempts = await this.records.attempts(transaction, place, attemptsShown);
        const newest = attempts[0] ?? (await this.records.untold(transaction, place));
        return { attempts, newest, facts: await this.records.facts(transaction, place) };
      }),
      this.flows.of(request.flowId, context),
    ]);
    const { attempts, newest, facts } = ledger;
    if (!newest) throw notFound();
    // An attempt is a record and more; the contract's schema takes what it needs.
    return { record: newest, explanation: explain({ ...facts, newest, flow }), attempts };
  }

  async attempt(
    { attemptId }: ParsedRequestOf<typeof recordAttemptGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof recordAttemptGet>> {
    const attempt = await this.database.forOrganization(organizationId, (transaction) =>
      this.records.attempt(transaction, attemptId),
    );
    if (!attempt) throw notFound();
    return attempt;
  }

  ofRun(
    request: ParsedRequestOf<typeof runRecordList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof runRecordList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      if (!(await this.runs.find(transaction, request.runId))) throw runNotFound();
      return this.records.attemptsOfRun(transaction, request);
    });
  }
}

function notFound(): AppError {
  return new AppError(
    'record.not_found',
    'Nothing is known of such a record in this organization: no run has read it yet. Search for it by another key, or run its flow.',
  );
}
