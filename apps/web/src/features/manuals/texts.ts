import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Manuals',
  introduction: 'How to connect each application: what to prepare there, and where to find what Koppel asks for.',
  manualOf: (name: string) => `Manual of ${name}`,
  back: 'All manuals',
  contents: 'On this page',
  copy: 'Copy',
  copied: 'Copied.',
  linkTo: (title: string) => `Link to “${title}”`,
} as const;

export const texts = translated({ en, nl });
