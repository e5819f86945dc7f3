import type { RunKind, RunState, RunTrigger } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    queued: 'Queued',
    running: 'Running',
    waiting: 'Waiting',
    completed: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  triggers: {
    schedule: 'On schedule',
    webhook: 'Change at the source',
    manual: 'Manual',
  },
  kinds: {
    sync: 'Sync',
    preview: 'Preview',
    retry: 'Retry of single records',
    reconcile: 'Full comparison',
  },
  runNow: 'Run now',
  runs: 'Runs',
  flow: 'Flow',
  state: 'State',
  trigger: 'Trigger',
  when: 'When',
  read: 'Read',
  written: 'Written',
  failed: 'Issues',
  none: 'There are no runs yet.',
  neverRan: 'Never ran',
} as const;

export const texts = translated({ en, nl });

export const triggerLabels: Record<RunTrigger, string> = texts.triggers;
export const kindLabels: Record<RunKind, string> = texts.kinds;

/** How a run came about: what started a sync, else what it does. */
export function startLabel({ kind, trigger }: { kind: RunKind; trigger: RunTrigger }): string {
  return kind === 'sync' ? triggerLabels[trigger] : kindLabels[kind];
}

const tones: Record<RunState, Tone> = {
  queued: 'neutral',
  running: 'info',
  waiting: 'warning',
  completed: 'good',
  failed: 'danger',
  cancelled: 'neutral',
};

export const runStateLabels: Record<RunState, { label: string; tone: Tone }> = {
  queued: { label: texts.states.queued, tone: tones.queued },
  running: { label: texts.states.running, tone: tones.running },
  waiting: { label: texts.states.waiting, tone: tones.waiting },
  completed: { label: texts.states.completed, tone: tones.completed },
  failed: { label: texts.states.failed, tone: tones.failed },
  cancelled: { label: texts.states.cancelled, tone: tones.cancelled },
};
