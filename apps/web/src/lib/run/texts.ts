import type { RunState, RunTrigger } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';

export const runStateWords: Record<RunState, { label: string; tone: Tone }> = {
  queued: { label: 'Queued', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  waiting: { label: 'Waiting', tone: 'warning' },
  completed: { label: 'Completed', tone: 'good' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
};

export const triggerWords: Record<RunTrigger, string> = {
  schedule: 'By schedule',
  webhook: 'By a change at the source',
  manual: 'By hand',
  preview: 'As a preview',
  retry: 'To try a record again',
};

export const texts = {
  runNow: 'Run now',
  runs: 'Runs',
  flow: 'Flow',
  state: 'State',
  trigger: 'Started',
  when: 'When',
  read: 'Read',
  written: 'Written',
  failed: 'Issues',
  none: 'Nothing has run yet.',
  neverRan: 'Never ran',
} as const;
