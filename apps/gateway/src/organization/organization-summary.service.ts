import { Injectable, Logger } from '@nestjs/common';
import {
  AppError,
  connectionList,
  flowConditionList,
  organizationSummaryList,
  runList,
  type FlowCondition,
  type MessageContext,
  type OrganizationSummary,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import { contextOf, SessionService, type SignedIn } from '../auth/session.service.js';

type Facts = Pick<OrganizationSummary, 'brokenConnections' | 'failingFlows' | 'openIssues' | 'lastRunAt'>;

const noFacts: Facts = { brokenConnections: 0, failingFlows: 0, openIssues: 0, lastRunAt: null };

/** How the organizations are that a person works in. Each is asked as if the person had chosen it: nothing crosses from one to another. */
@Injectable()
export class OrganizationSummaryService {
  private readonly logger = new Logger('OrganizationSummary');

  constructor(
    private readonly sessions: SessionService,
    private readonly client: ContractClient,
  ) {}

  async list(
    { after, limit }: ParsedRequestOf<typeof organizationSummaryList>,
    signedIn: SignedIn,
  ): Promise<ReplyOf<typeof organizationSummaryList>> {
    const memberships = await this.sessions.membershipsOf(signedIn.sessionId);
    const start = after === undefined ? 0 : memberships.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && start === 0) throw new AppError('request.invalid', 'There is no such page.');
    const page = memberships.slice(start, start + limit);
    const items = await Promise.all(
      page.map(async ({ id, name, role, isSecondFactorMissing }): Promise<OrganizationSummary> => {
        const organization = { id, name };
        if (isSecondFactorMissing) return { organization, role, health: 'second_factor_required', ...noFacts };
        const facts = await this.factsOf(contextOf({ ...signedIn, organization, role }));
        return { organization, role, health: healthOf(facts), ...(facts ?? noFacts) };
      }),
    );
    const isLast = start + limit >= memberships.length;
    return { items, next: isLast ? null : (page.at(-1)?.id ?? null) };
  }

  /** Undefined where a service does not answer: an organization that is not known to be well is not shown as well. */
  private async factsOf(context: MessageContext): Promise<Facts | undefined> {
    try {
      const [connections, conditions, runs] = await Promise.all([
        this.client.call(connectionList, {}, context),
        this.client.call(flowConditionList, {}, context),
        this.client.call(runList, { limit: 1 }, context),
      ]);
      return {
        brokenConnections: connections.items.filter(({ state }) => state === 'needs_attention').length,
        ...flowFactsOf(conditions.items),
        lastRunAt: runs.items[0]?.queuedAt ?? null,
      };
    } catch (error: unknown) {
      const { organizationId } = context;
      this.logger.warn({ err: error, organizationId }, 'how an organization is could not be asked');
      return undefined;
    }
  }
}

function flowFactsOf(conditions: readonly FlowCondition[]): Pick<Facts, 'failingFlows' | 'openIssues'> {
  const issues = conditions.filter(({ kind }) => kind === 'issues_open');
  const others = conditions.filter(({ kind }) => kind !== 'issues_open');
  return {
    failingFlows: new Set(others.map(({ flowId }) => flowId)).size,
    openIssues: issues.reduce((total, { count }) => total + count, 0),
  };
}

function healthOf(facts: Facts | undefined): OrganizationSummary['health'] {
  if (!facts) return 'unknown';
  const { brokenConnections, failingFlows, openIssues } = facts;
  return brokenConnections + failingFlows + openIssues > 0 ? 'attention' : 'well';
}
