import { Injectable, Logger } from '@nestjs/common';
import type { RateLimits } from '@koppel/connector-sdk';
import type { ConnectionId } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import { BudgetRepository, type BudgetRef } from './budget.repository.js';
import { ConnectionBudget } from './connection-budget.js';

interface Entry {
  ref: BudgetRef;
  limits: RateLimits;
  budget: ConnectionBudget;
  users: number;
  timer: NodeJS.Timeout;
}

const holdMs = 15_000;

/** The budgets of the connections that runs of this process use; all its runs of one connection share one. */
@Injectable()
export class Budgets {
  private readonly logger = new Logger('Budgets');
  private readonly entries = new Map<ConnectionId, Entry>();
  private readonly holder = randomUUID();

  constructor(private readonly repository: BudgetRepository) {}

  /** Opens the budget for one run; give it back with {@link close}. */
  async open(ref: BudgetRef, limits: RateLimits): Promise<ConnectionBudget> {
    const known = this.entries.get(ref.connectionId);
    if (known) {
      known.users += 1;
      return known.budget;
    }
    const budget = new ConnectionBudget(limits, {
      take: (reports) => this.repository.take(ref, limits, reports),
      settle: (change) => this.repository.settle(ref, limits, change),
    });
    const timer = setInterval(() => void this.share(ref.connectionId), holdMs / 3);
    this.entries.set(ref.connectionId, { ref, limits, budget, users: 1, timer });
    await this.share(ref.connectionId);
    return budget;
  }

  async close(connectionId: ConnectionId): Promise<void> {
    const entry = this.entries.get(connectionId);
    if (!entry) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    clearInterval(entry.timer);
    this.entries.delete(connectionId);
    try {
      await entry.budget.close();
      await this.repository.release(entry.ref, this.holder);
    } catch (error: unknown) {
      this.logger.warn(
        { err: error, connectionId },
        'the budget could not be given back; it comes back with its next window',
      );
    }
  }

  /** Divides the calls at once among the replicas that use the connection now. */
  private async share(connectionId: ConnectionId): Promise<void> {
    const entry = this.entries.get(connectionId);
    if (!entry) return;
    try {
      const holders = await this.repository.holders(entry.ref, this.holder, holdMs);
      entry.budget.slots.resize(Math.max(1, Math.floor(entry.limits.concurrency / holders)));
    } catch (error: unknown) {
      this.logger.warn(
        { err: error, connectionId },
        'the share of a connection could not be renewed; trying again soon',
      );
    }
  }
}
