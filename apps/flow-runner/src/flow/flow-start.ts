import type { Flow } from '@koppel/contracts';
import type { OriginFlow } from '@koppel/sync-engine';

/** When a flow was first enabled; while it never was, when it was made. Where nobody knows, now: no history is taken by accident. */
export function enabledAtOf({ enabledAt, createdAt }: Pick<Flow, 'enabledAt' | 'createdAt'>, now = new Date()): string {
  return enabledAt ?? createdAt ?? now.toISOString();
}

/** The flow that delivers what the records of this one belong to, for the plan of a run. */
export function originOf({ origin }: Flow): OriginFlow | undefined {
  return origin && { settings: origin.settings, enabledAt: enabledAtOf(origin) };
}
