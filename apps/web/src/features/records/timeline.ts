import type { RecordAction, RecordAttempt } from '@koppel/contracts';

export type TimelineItem = { kind: 'attempt'; attempt: RecordAttempt } | { kind: 'action'; action: RecordAction };

/** Attempts and what people decided, newest first; both come in that order. */
export function timelineOf(attempts: readonly RecordAttempt[], actions: readonly RecordAction[] = []): TimelineItem[] {
  const items: TimelineItem[] = [];
  const left = [...actions];
  for (const attempt of attempts) {
    while (left[0] && Date.parse(left[0].at) >= Date.parse(attempt.at)) {
      items.push({ kind: 'action', action: left[0] });
      left.shift();
    }
    items.push({ kind: 'attempt', attempt });
  }
  return [...items, ...left.map((action) => ({ kind: 'action' as const, action }))];
}
