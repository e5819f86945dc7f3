import { Injectable } from '@nestjs/common';
import {
  AppError,
  flowReasons,
  reasonOfError,
  reasonsOf,
  settingsCheck,
  type ConnectionId,
  type ErrorCode,
  type Flow,
  type FlowDefinition,
  type FlowId,
  type MessageContext,
  type ParsedRequestOf,
  type Reason,
  type ReplyOf,
  type RequestOf,
  type flowCheck,
  type flowUpdate,
  type flowVersionList,
  type enabledFlowList,
  type scheduledFlowList,
} from '@koppel/contracts';
import { ContractClient, Database, Outbox } from '@koppel/service-kit';
import { authorOf } from '../author.js';
import { Offer, type OfferForChange } from '../offer/offer.service.js';
import { sharedSettings } from './distinct-settings.js';
import { changeFlow, withFirstEnabling, type FlowChange } from './flow.js';
import { FlowRepository, type FlowPage } from './flow.repository.js';
import { withoutObsolete } from './settings.js';
import { TableGaps } from './table-gaps.service.js';
import { TableKeys } from './table-keys.service.js';

/** Why a target may not answer, today or until a person acts. */
const unaskable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'connection.not_authorized',
  'connection.needs_attention',
  'connection.application_down',
  'service.unavailable',
]);

const reason = reasonsOf(flowReasons);
const maxNamed = 5;

/** What one side or both found, and why one could not be asked. */
type SettingsChecked = ReplyOf<typeof settingsCheck> & { unchecked?: Reason | undefined };

@Injectable()
export class FlowService {
  constructor(
    private readonly database: Database,
    private readonly flows: FlowRepository,
    private readonly offer: Offer,
    private readonly outbox: Outbox,
    private readonly client: ContractClient,
    private readonly tableGaps: TableGaps,
    private readonly tableKeys: TableKeys,
  ) {}

  get(flowId: FlowId, { organizationId }: MessageContext): Promise<Flow> {
    return this.database.forOrganization(organizationId, async (transaction) =>
      found(await this.flows.findWithRelated(transaction, flowId)),
    );
  }

  /** What both sides say of the settings as they are saved. */
  async check(flowId: FlowId, context: MessageContext): Promise<ReplyOf<typeof flowCheck>> {
    const flow = await this.get(flowId, context);
    const { definition } = await this.definitionOf(flow, context);
    const settings = withoutObsolete(flow.settings, definition);
    return findingsOf(await this.checkSides({ ...flow, settings }, definition, context));
  }

  /** Other services are asked before the transaction: no database connection is held during a remote call. */
  async update(flowId: FlowId, change: FlowChange, context: MessageContext): Promise<ReplyOf<typeof flowUpdate>> {
    const known = await this.database.forOrganization(context.organizationId, async (transaction) => ({
      flow: found(await this.flows.findWithRelated(transaction, flowId)),
      onceKnown: await this.flows.listSettingNames(transaction, flowId),
    }));
    const { definition, connectionsToAccountOf } = await this.definitionOf(known.flow, context);
    const planned = changeFlow(known.flow, change, { definition, onceKnown: known.onceKnown });
    const isStarting = planned.isEnabled && !known.flow.isEnabled;
    const checked =
      change.settings || isStarting ? await this.checkSides(planned, definition, context) : { problems: [] };
    const { problems } = checked;
    if (change.settings && problems.length > 0)
      throw new AppError('flow.settings_invalid', `Some settings of "${planned.title}" do not fit.`, { problems });
    const { updated, shared } = await this.database.forOrganization(context.organizationId, async (transaction) => {
      const before = found(await this.flows.findForChange(transaction, flowId));
      const onceKnown = await this.flows.listSettingNames(transaction, flowId);
      const author = authorOf(context);
      const flow = withFirstEnabling(changeFlow(before, change, { definition, onceKnown }), author.changedAt);
      await this.flows.save(transaction, flow, author);
      const data = { flowId, integrationId: flow.integrationId, isRemoved: false };
      await this.outbox.addEvents(transaction, context.organizationId, [
        { type: 'settings.v1.flow.changed', subject: flowId, data },
      ]);
      const connectionIds = connectionsToAccountOf(flow.targetConnectionId);
      const siblings = change.settings ? await this.flows.listSiblings(transaction, flow, connectionIds) : [];
      return { updated: flow, shared: sharedSettings(flow, definition, siblings).map(sharedReason) };
    });
    this.outbox.nudge();
    const findings = findingsOf({ ...checked, warnings: [...(checked.warnings ?? []), ...shared] });
    return { ...updated, ...findings };
  }

  /**
   * Both connectors check the settings; the tables are checked for rows that they lack, and for rows that nothing matches. A side that
   * cannot be asked keeps nobody from saving: what does not fit becomes an issue of the records. It says why it could not be asked.
   */
  private async checkSides(flow: Flow, definition: FlowDefinition, context: MessageContext): Promise<SettingsChecked> {
    const { entity, sourceConnectionId, targetConnectionId, settings, origin } = flow;
    const { carries } = definition;
    const checked = { entity, settings, ...(origin && { originSettings: origin.settings }) };
    const checks = await Promise.all([
      this.checkSide({ connectionId: sourceConnectionId, side: 'source', ...checked }, context),
      this.checkSide({ connectionId: targetConnectionId, side: 'target', carries, ...checked }, context),
      unlessAway(async () => ({ problems: [], warnings: await this.tableGaps.list(flow, definition, context) })),
      unlessAway(async () => ({ problems: await this.tableKeys.unknown(flow, definition, context) })),
    ]);
    return {
      problems: checks.flatMap(({ problems }) => problems),
      warnings: checks.flatMap(({ warnings = [] }) => warnings),
      unchecked: checks.find(({ unchecked }) => unchecked)?.unchecked,
    };
  }

  private checkSide(request: RequestOf<typeof settingsCheck>, context: MessageContext): Promise<SettingsChecked> {
    return unlessAway(() => this.client.call(settingsCheck, request, context));
  }

  listVersions(
    request: ParsedRequestOf<typeof flowVersionList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof flowVersionList>> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      found(await this.flows.find(transaction, request.flowId));
      return this.flows.listVersions(transaction, request);
    });
  }

  async listScheduled(page: FlowPage): Promise<ReplyOf<typeof scheduledFlowList>> {
    return pageOf(page, await this.database.asSystem((transaction) => this.flows.listScheduled(transaction, page)));
  }

  async listEnabled(page: FlowPage): Promise<ReplyOf<typeof enabledFlowList>> {
    return pageOf(page, await this.database.asSystem((transaction) => this.flows.listEnabled(transaction, page)));
  }

  private async definitionOf(
    flow: Flow,
    context: MessageContext,
  ): Promise<Pick<OfferForChange, 'connectionsToAccountOf'> & { definition: FlowDefinition }> {
    const pair: [ConnectionId, ConnectionId] = [flow.sourceConnectionId, flow.targetConnectionId];
    const { packages, connectionsToAccountOf } = await this.offer.forChange(pair, context);
    const definition = packages.find(({ id }) => id === flow.packageId)?.flows.find(({ key }) => key === flow.key);
    if (definition) return { definition, connectionsToAccountOf };
    throw new AppError(
      'flow_definition.not_found',
      `"${flow.title}" is no longer offered for these applications, so it cannot be changed. Remove its package.`,
    );
  }
}

/** Why a side could not be asked, instead of what it finds. */
async function unlessAway(check: () => Promise<SettingsChecked>): Promise<SettingsChecked> {
  try {
    return await check();
  } catch (error: unknown) {
    if (error instanceof AppError && unaskable.has(error.code))
      return { problems: [], unchecked: reasonOfError(error) };
    throw error;
  }
}

function pageOf<Item extends { flowId: FlowId }>(
  { limit }: FlowPage,
  items: Item[],
): { items: Item[]; next: FlowId | null } {
  return { items, next: items.length === limit ? (items.at(-1)?.flowId ?? null) : null };
}

function found(flow: Flow | undefined): Flow {
  if (!flow)
    throw new AppError(
      'flow.not_found',
      'There is no such flow. It may have been removed with its package; reload the page.',
    );
  return flow;
}

/** For a person to read; what does not fit among it. */
function findingsOf({ problems, warnings = [], unchecked }: SettingsChecked): ReplyOf<typeof flowCheck> {
  const unfit = problems.map(({ path, code, params }) => ({ code, params, field: path }));
  const all = [...unfit, ...warnings];
  return { ...(unchecked && { unchecked }), ...(all.length > 0 && { warnings: all }) };
}

function sharedReason({ name, integrationTitles }: ReturnType<typeof sharedSettings>[number]): Reason {
  const named = integrationTitles.slice(0, maxNamed).map((title) => `"${title}"`);
  if (integrationTitles.length > maxNamed) named.push('…');
  return reason('flows.setting_shared', { integrations: named.join(', ') }, name);
}
