import type { Flow } from '@koppel/contracts';

/** When a flow was first enabled; while it never was, when it was made. Where nobody knows, now: no history is taken by accident. */
export function enabledAtOf({ enabledAt, createdAt }: Flow, now = new Date()): string {
  return enabledAt ?? createdAt ?? now.toISOString();
}
