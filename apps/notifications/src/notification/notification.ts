import {
  alertReasons,
  reasonsOf,
  topicOfAlert,
  type AlertKind,
  type AlertTopic,
  type Mail,
  type Reason,
} from '@koppel/contracts';
import type { AlertParams } from '../alert/alert.js';

const reason = reasonsOf(alertReasons);

/** One change of one alert, as a recipient is told of it. */
export interface Change {
  id: string;
  change: 'opened' | 'healed';
  kind: AlertKind;
  params: AlertParams;
  since: Date;
}

const maxSections = 20;

const labels: Readonly<Record<AlertTopic, Reason>> = {
  connections: reason('alert.open_connection'),
  flows: reason('alert.open_flow'),
  issues: reason('alert.open_issues'),
  silence: reason('alert.open_flow'),
};

/** Everything that is due for a recipient, as one message. What is wrong comes first. */
export function messageOf(
  changes: readonly Change[],
  { organization, publicUrl }: { organization: string; publicUrl: string },
): Mail {
  const sorted = [...changes].sort((one, other) => Number(one.change === 'healed') - Number(other.change === 'healed'));
  const why = reason('alert.why');
  const actionOf = ({ kind, params }: Change) => ({
    label: labels[topicOfAlert[kind]],
    url: new URL(params.path, publicUrl).href,
  });
  const [first] = sorted;
  if (first && sorted.length === 1) {
    return { subject: subjectOf(first, organization), paragraphs: [textOf(first), why], action: actionOf(first) };
  }
  const hidden = sorted.length - maxSections;
  return {
    subject: subjectOfSeveral(sorted, organization),
    paragraphs: [
      reason('alert.introduction', { organization }),
      ...(hidden > 0 ? [reason('alert.more', { count: hidden })] : []),
      why,
    ],
    sections: sorted.slice(0, maxSections).map((change) => ({ text: textOf(change), action: actionOf(change) })),
    action: { label: reason('alert.open_koppel'), url: new URL('/', publicUrl).href },
  };
}

/** What a change says in full. */
export function textOf({ kind, change, params: { name, count }, since }: Change): Reason {
  if (change === 'healed') return reason(`alert.${kind}_healed`, { name });
  const texts: Record<AlertKind, () => Reason> = {
    connection_needs_attention: () => reason('alert.connection_needs_attention', { name }),
    flow_failing: () => reason('alert.flow_failing', { name, count, since: since.toISOString() }),
    issues_open: () => reason('alert.issues_open', { name, count }),
    flow_silent: () => reason('alert.flow_silent', { name, count, since: since.toISOString() }),
    run_stuck: () => reason('alert.run_stuck', { name, count }),
    orders_missing: () => reason('alert.orders_missing', { name, count }),
  };
  return texts[kind]();
}

function subjectOf({ kind, change, params: { name } }: Change, organization: string): Reason {
  const code = change === 'healed' ? (`alert.${kind}_healed_subject` as const) : (`alert.${kind}_subject` as const);
  return reason(code, { name, organization });
}

function subjectOfSeveral(changes: readonly Change[], organization: string): Reason {
  const params = { organization, count: changes.length };
  const healed = changes.filter(({ change }) => change === 'healed').length;
  if (healed === 0) return reason('alert.subject_several', params);
  return healed === changes.length
    ? reason('alert.subject_healed_several', params)
    : reason('alert.subject_changes', params);
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Waits after the first, second, … failed attempt: over a day. */
const waitsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 8 * hourMs, 16 * hourMs];

/** When a message is tried again; undefined: never. @param attempts that failed */
export function nextAttemptAt(now: Date, attempts: number): Date | undefined {
  const waitMs = waitsMs[attempts - 1];
  return waitMs === undefined ? undefined : new Date(now.getTime() + waitMs);
}
