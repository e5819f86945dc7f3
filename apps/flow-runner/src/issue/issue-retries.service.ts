import { Injectable } from '@nestjs/common';
import type { Flow } from '@koppel/contracts';
import { Database, Outbox } from '@koppel/service-kit';
import type { EntityManager } from 'typeorm';
import type { RunRecord } from '../run/run.js';
import { RunRepository } from '../run/run.repository.js';
import { IssueRepository } from './issue.repository.js';

/** Starts the runs that deliver records from their issues. */
@Injectable()
export class IssueRetries {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly issues: IssueRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Starts one run of trigger `retry` for what `choose` locks and gives.
   *
   * @returns undefined when nothing is left to retry; without a run when the flow is active already
   */
  async start(
    flow: Flow,
    organizationId: string,
    choose: (transaction: EntityManager) => Promise<string[]>,
  ): Promise<{ run: RunRecord | undefined; count: number } | undefined> {
    const started = await this.database.forOrganization(organizationId, async (transaction) => {
      const issueIds = await choose(transaction);
      if (issueIds.length === 0) return undefined;
      const options = { isOfIssues: true };
      const run = await this.runs.insertQueued(transaction, { organizationId, flow, trigger: 'retry', options });
      if (!run) return { run, count: 0 };
      await this.issues.markRetrying(transaction, issueIds, run.id);
      return { run, count: issueIds.length };
    });
    this.outbox.nudge();
    return started;
  }
}
