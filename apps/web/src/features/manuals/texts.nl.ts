import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Handleidingen',
  introduction: 'Hoe je elke applicatie koppelt: wat je daar voorbereidt, en waar je vindt wat Koppel vraagt.',
  manualOf: (name) => `Handleiding van ${name}`,
  back: 'Alle handleidingen',
  contents: 'Op deze pagina',
  copy: 'Kopiëren',
  copied: 'Gekopieerd.',
  linkTo: (title) => `Link naar “${title}”`,
};
