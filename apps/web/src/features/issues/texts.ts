import type { Issue } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../../lib/i18n/translated.js';
import { en } from './texts.en.js';
import { nl } from './texts.nl.js';

export const texts = translated({ en, nl });

export const issueStateTones: Record<Issue['state'], Tone> = {
  open: 'danger',
  held: 'warning',
  retrying: 'info',
  resolved: 'good',
  skipped: 'neutral',
};
