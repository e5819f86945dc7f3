import type { Flow } from '@koppel/contracts';
import type { FlowStart } from '@koppel/connector-sdk';
import type { OriginFlow } from '@koppel/sync-engine';

/** When a flow was first enabled; while it never was, when it was made. Where nobody knows, now: no history is taken by accident. */
export function enabledAtOf({ enabledAt, createdAt }: Pick<Flow, 'enabledAt' | 'createdAt'>, now = new Date()): string {
  return enabledAt ?? createdAt ?? now.toISOString();
}

/** What a flow's own history and the other flows of its integration decide, for the plan of a run. */
export function historyOf(flow: Flow): FlowStart & { origin: OriginFlow | undefined } {
  const { origin, followers = [] } = flow;
  return {
    enabledAt: enabledAtOf(flow),
    booksCredits: followers.includes('credit'),
    origin: origin && { settings: origin.settings, enabledAt: enabledAtOf(origin) },
  };
}
