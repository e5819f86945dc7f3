import type { ConnectionState } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../i18n/translated.js';
import { en } from './texts.en.js';
import { nl } from './texts.nl.js';

export const texts = translated({ en, nl });

export const kindWords = texts.kinds;

export const stateWords: Record<ConnectionState, { label: string; tone: Tone; explanation: string }> = {
  draft: { ...texts.states.draft, tone: 'neutral' },
  authorized: { ...texts.states.authorized, tone: 'info' },
  ready: { ...texts.states.ready, tone: 'good' },
  needs_attention: { ...texts.states.needs_attention, tone: 'danger' },
};
