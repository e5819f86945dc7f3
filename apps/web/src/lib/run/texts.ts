import type { RunState, RunTrigger } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../i18n/translated.js';
import { en } from './texts.en.js';
import { nl } from './texts.nl.js';

export const texts = translated({ en, nl });

export const triggerWords: Record<RunTrigger, string> = texts.triggers;

const tones: Record<RunState, Tone> = {
  queued: 'neutral',
  running: 'info',
  waiting: 'warning',
  completed: 'good',
  failed: 'danger',
  cancelled: 'neutral',
};

export const runStateWords: Record<RunState, { label: string; tone: Tone }> = {
  queued: { label: texts.states.queued, tone: tones.queued },
  running: { label: texts.states.running, tone: tones.running },
  waiting: { label: texts.states.waiting, tone: tones.waiting },
  completed: { label: texts.states.completed, tone: tones.completed },
  failed: { label: texts.states.failed, tone: tones.failed },
  cancelled: { label: texts.states.cancelled, tone: tones.cancelled },
};
