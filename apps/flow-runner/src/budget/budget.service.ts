import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SharedRateBudget, type BudgetAccount } from '@koppel/connector-host';
import type { RateLimits } from '@koppel/connector-sdk';
import type { ConnectionId } from '@koppel/contracts';
import { Background, SERVICE_CONFIG } from '@koppel/service-kit';
import { Pace, type PaceState } from '@koppel/sync-engine';
import { randomUUID } from 'node:crypto';
import { callTimeouts, type FlowRunnerConfig } from '../config.js';
import { budgetWaitSeconds } from '../metrics.js';
import { BudgetRepository, type BudgetAccountKey } from './budget.repository.js';

interface Entry {
  key: BudgetAccountKey;
  limits: RateLimits;
  budget: SharedRateBudget;
  pace: Pace;
  users: number;
}

/** The budget of one run's side, and what its account was found to bear; close it when the run ends. */
export interface OpenBudget {
  budget: SharedRateBudget;
  pace: Pace;
  close(): Promise<void>;
}

const holdMs = 15_000;

/** The budgets of the accounts that runs of this process use; all its runs on one account share one. */
@Injectable()
export class BudgetService implements OnApplicationBootstrap {
  private readonly logger = new Logger('Budgets');
  private readonly entries = new Map<string, Entry>();
  private readonly holder = randomUUID();

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly repository: BudgetRepository,
    private readonly background: Background,
  ) {}

  onApplicationBootstrap(): void {
    const work = () => Promise.all([...this.entries.values()].map((entry) => this.share(entry)));
    this.background.interval({ name: 'budget shares', everyMs: holdMs / 3, work });
  }

  async open(key: BudgetAccountKey, connectionId: ConnectionId, limits: RateLimits): Promise<OpenBudget> {
    const name = JSON.stringify([key.organizationId, key.application, key.account]);
    let entry = this.entries.get(name);
    if (entry) entry.users += 1;
    else {
      const account: BudgetAccount = {
        change: (change) => this.repository.change(key, connectionId, { limits, change }),
      };
      const budget = new SharedRateBudget(limits, account, { onWait: (seconds) => budgetWaitSeconds.observe(seconds) });
      const onChange = (state: PaceState) => void this.keepPace(key, state);
      const pace = new Pace({ ...callTimeouts(this.config), onChange, known: await this.repository.pace(key) });
      // Another run may have opened it in the meantime.
      entry = this.entries.get(name) ?? { key, limits, budget, pace, users: 0 };
      entry.users += 1;
      this.entries.set(name, entry);
      await this.share(entry);
    }
    const { budget, pace } = entry;
    return { budget, pace, close: () => this.close(name) };
  }

  private async keepPace(key: BudgetAccountKey, state: PaceState): Promise<void> {
    try {
      await this.repository.storePace(key, state);
    } catch (error: unknown) {
      const { application } = key;
      this.logger.warn({ err: error, application }, 'what an account bears could not be stored; it is found out again');
    }
  }

  private async close(name: string): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    this.entries.delete(name);
    try {
      await entry.budget.close();
      await this.repository.release(entry.key, this.holder);
    } catch (error: unknown) {
      const { application } = entry.key;
      this.logger.warn(
        { err: error, application },
        'a budget could not be given back; it comes back with its next window',
      );
    }
  }

  /** Divides the calls at once among the replicas that use the account now. */
  private async share({ key, limits, budget }: Entry): Promise<void> {
    try {
      const holders = await this.repository.hold(key, this.holder, holdMs);
      budget.slots.resize(Math.max(1, Math.floor(limits.concurrency / holders)));
    } catch (error: unknown) {
      const { application } = key;
      this.logger.warn({ err: error, application }, 'the share of a budget could not be renewed; trying again soon');
    }
  }
}
