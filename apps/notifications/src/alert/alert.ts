import type { AlertKind, Connection, FlowCondition } from '@koppel/contracts';

/** What a message about an alert shows, and the page with the remedy. Never a record. */
export interface AlertParams {
  /** The title of a connection, or the term of a flow. */
  name: string;
  path: string;
  count: number;
}

/** Something that is wrong at this moment. */
export interface Condition {
  kind: AlertKind;
  objectId: string;
  params: AlertParams;
  since: Date;
  /** Whether people are alerted of it; else it only keeps an open alert open. */
  isAlerting: boolean;
}

/** A condition that people are or were told of. */
export interface Alert {
  id: string;
  kind: AlertKind;
  objectId: string;
  params: AlertParams;
  since: Date;
  openedAt: Date;
  healedAt: Date | null;
}

const minuteMs = 60_000;

/** What heals by itself within this time is told to nobody. */
export const graceMs: Readonly<Record<AlertKind, number>> = {
  // Only a person mends it.
  connection_needs_attention: 0,
  // Their own thresholds were the grace.
  flow_failing: 0,
  run_stuck: 0,
  orders_missing: 0,
  // After an outage of Koppel itself everything is overdue for a moment.
  flow_silent: 5 * minuteMs,
  // The next run may deliver them, and more of the same cause are still coming.
  issues_open: 5 * minuteMs,
};

/**
 * What is wrong in an organization.
 *
 * @param given.open alerts that are open: a connection that is one was broken until now
 * @param given.brokenUntil when connections healed last
 */
export function conditionsOf({
  connections,
  flows,
  open,
  brokenUntil,
}: {
  connections: readonly Connection[];
  flows: readonly FlowCondition[];
  open: readonly Alert[];
  brokenUntil: ReadonlyMap<string, Date>;
}): Condition[] {
  const broken = new Set<string>([
    ...connections.filter(({ state }) => state === 'needs_attention').map(({ id }) => id),
    ...open.filter(({ kind }) => kind === 'connection_needs_attention').map(({ objectId }) => objectId),
  ]);
  const isExplained = ({ kind, connectionIds, evidentFrom }: FlowCondition) =>
    kind !== 'issues_open' &&
    connectionIds.some((id) => broken.has(id) || (brokenUntil.get(id)?.getTime() ?? 0) >= Date.parse(evidentFrom));
  return [
    ...connections.flatMap((connection) => conditionOfConnection(connection) ?? []),
    ...flows.map((flow) => ({ ...conditionOfFlow(flow), isAlerting: !isExplained(flow) })),
  ];
}

/** One that never passed its test is still being set up. While its fields are being changed it is neither broken nor healed. */
function conditionOfConnection({ id, state, displayTitle, testedAt, updatedAt }: Connection): Condition | undefined {
  if (state !== 'needs_attention' && state !== 'draft') return undefined;
  return {
    ...{ kind: 'connection_needs_attention', objectId: id, since: new Date(updatedAt) },
    params: { name: displayTitle, path: `/connections/${id}`, count: 1 },
    isAlerting: state === 'needs_attention' && testedAt !== null,
  };
}

function conditionOfFlow(flow: FlowCondition): Omit<Condition, 'isAlerting'> {
  const { kind, objectId, entity, integrationId, flowId, since, count } = flow;
  const path =
    kind === 'issues_open'
      ? `/issues/causes/${encodeURIComponent(objectId)}`
      : `/integrations/${integrationId}/flows/${flowId}`;
  return { kind, objectId, since: new Date(since), params: { name: `flow_${entity}`, path, count } };
}

export interface Difference {
  opened: Condition[];
  lasting: { alert: Alert; condition: Condition }[];
  healed: Alert[];
}

/** What has changed since the alerts that are open. */
export function differenceOf(open: readonly Alert[], conditions: readonly Condition[]): Difference {
  const keyOf = ({ kind, objectId }: Pick<Alert, 'kind' | 'objectId'>) => `${kind} ${objectId}`;
  const alerts = new Map(open.map((alert) => [keyOf(alert), alert]));
  const present = new Map(conditions.map((condition) => [keyOf(condition), condition]));
  return {
    opened: conditions.filter((condition) => condition.isAlerting && !alerts.has(keyOf(condition))),
    lasting: open.flatMap((alert) => {
      const condition = present.get(keyOf(alert));
      return condition ? [{ alert, condition }] : [];
    }),
    healed: open.filter((alert) => !present.has(keyOf(alert))),
  };
}
