import { Injectable, Logger } from '@nestjs/common';
import { memoryAccount, SharedRateBudget, type BudgetAccount, type RateBudget } from '@koppel/connector-host';
import type { Connector } from '@koppel/connector-sdk';
import { applicationIdSchema, budgetChange } from '@koppel/contracts';
import { ContractClient, organizationContext } from '@koppel/service-kit';
import type { Connection } from '../connection/connection.js';

const timeoutMs = 3_000;

/**
 * The budgets that this service's own calls (tests, log-ins, live lists) share with the runs: the flow-runner counts them.
 * Where it cannot be reached they are counted here, so that a connection can be tested all the same.
 */
@Injectable()
export class SharedBudgetService {
  private readonly logger = new Logger('Budgets');
  private readonly local = new Map<string, BudgetAccount>();

  constructor(private readonly client: ContractClient) {}

  budgetOf({ id: connectionId, organizationId, fields }: Connection, connector: Connector): RateBudget {
    const applicationId = applicationIdSchema.parse(connector.id);
    const account = connector.budgetKey?.(fields) ?? connectionId;
    const limits = connector.limits(fields);
    const context = organizationContext('connections', organizationId);
    const shared: BudgetAccount = {
      change: async (change) => {
        // Few calls are made here, so no units are taken in advance that somebody would have to give back.
        const request = { connectionId, applicationId, account, limits, change: { ...change, atMost: change.wanted } };
        try {
          return await this.client.call(budgetChange, request, context, { timeoutMs });
        } catch (error: unknown) {
          this.logger.warn({ err: error, applicationId }, 'the shared budget cannot be reached; counting here alone');
          return this.localAccount(JSON.stringify([organizationId, applicationId, account]), limits).change(change);
        }
      },
    };
    return new SharedRateBudget(limits, shared);
  }

  private localAccount(key: string, limits: ReturnType<Connector['limits']>): BudgetAccount {
    const account = this.local.get(key) ?? memoryAccount(limits);
    this.local.set(key, account);
    return account;
  }
}
