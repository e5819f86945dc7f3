import { formatCount } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Organisaties',
  introduction: 'Alle organisaties waarin je werkt, die je nodig hebben het eerst.',
  organization: 'Organisatie',
  health: 'Hoe het ermee is',
  healths: {
    well: 'Alles goed',
    attention: 'Vraagt aandacht',
    unknown: 'Nu niet bekend',
    second_factor_required: 'Vraagt een tweede factor',
  },
  brokenConnections: (count) =>
    count === 1 ? '1 koppeling wacht op inloggen' : `${formatCount(count)} koppelingen wachten op inloggen`,
  failingFlows: (count) =>
    count === 1 ? '1 stroom mislukt of is stil' : `${formatCount(count)} stromen mislukken of zijn stil`,
  openIssues: (count) => (count === 1 ? '1 record wacht op je' : `${formatCount(count)} records wachten op je`),
  lastRun: 'Laatste run',
  noRun: 'Nog geen',
  open: 'Openen',
  openOne: (name) => `${name} openen`,
  current: 'Nu open',
  firstOnly: (count) => `De eerste ${formatCount(count)} waar je lid van werd.`,
};
