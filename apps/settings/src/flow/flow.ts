import {
  AppError,
  type ConnectionId,
  type Flow,
  type FlowDefinition,
  type FlowId,
  type FlowSettings,
  type IntegrationId,
  type Schedule,
} from '@koppel/contracts';
import { checkSchedule } from './schedule.js';
import { checkSettings, withoutObsolete, type KnownSettings } from './settings.js';

export interface NewFlow {
  id: FlowId;
  integrationId: IntegrationId;
  packageId: string;
  definition: FlowDefinition;
  connectionByApplication: Record<string, ConnectionId>;
  timeZone: string;
}

/** A flow as the catalog defines it: paused, with the default schedule and every setting at its default. */
export function createFlow({
  id,
  integrationId,
  packageId,
  definition,
  connectionByApplication,
  timeZone,
}: NewFlow): Flow {
  const connectionOf = (applicationId: string): ConnectionId => {
    const connectionId = connectionByApplication[applicationId];
    if (!connectionId)
      throw new AppError('integration.connections_unsuitable', `No connection of ${applicationId} was chosen.`);
    return connectionId;
  };
  return {
    id,
    integrationId,
    packageId,
    key: definition.key,
    entity: definition.entity,
    title: definition.title,
    sourceConnectionId: connectionOf(definition.sourceApplicationId),
    targetConnectionId: connectionOf(definition.targetApplicationId),
    isEnabled: false,
    schedule: { cron: definition.defaultCron, timeZone },
    settings: {},
    version: 1,
  };
}

/** The first time that a flow is enabled counts: its orders are taken from then on, also after a pause. */
export function withFirstEnabling(flow: Flow, now: Date): Flow {
  return { ...flow, enabledAt: flow.enabledAt ?? (flow.isEnabled ? now.toISOString() : null) };
}

export interface FlowChange {
  /** The version that the person saw. */
  version: number;
  isEnabled?: boolean;
  schedule?: Schedule | null;
  settings?: FlowSettings;
}

/**
 * Settings that the catalog does not know any more are dropped on the way.
 *
 * @throws AppError `flow.version_conflict`, `flow.schedule_invalid`, `flow.settings_invalid`
 */
export function changeFlow(flow: Flow, change: FlowChange, known: KnownSettings): Flow {
  if (change.version !== flow.version) {
    throw new AppError(
      'flow.version_conflict',
      `"${flow.title}" was changed by someone else in the meantime, so your change was not saved. Reload the page and make it again.`,
      { details: { newestVersion: flow.version } },
    );
  }
  if (change.schedule) checkSchedule(change.schedule);
  return {
    ...flow,
    isEnabled: change.isEnabled ?? flow.isEnabled,
    schedule: change.schedule === undefined ? flow.schedule : change.schedule,
    settings: change.settings
      ? checkSettings(change.settings, known)
      : withoutObsolete(flow.settings, known.definition),
    version: flow.version + 1,
  };
}
