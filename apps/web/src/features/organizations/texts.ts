import { formatCount } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Organizations',
  introduction: 'All organizations that you work in, those that need you first.',
  organization: 'Organization',
  health: 'How it is',
  healths: {
    well: 'All well',
    attention: 'Needs attention',
    unknown: 'Not known at the moment',
    second_factor_required: 'Asks for a second factor',
  },
  brokenConnections: (count: number) =>
    count === 1 ? '1 connection needs a log-in' : `${formatCount(count)} connections need a log-in`,
  failingFlows: (count: number) =>
    count === 1 ? '1 flow fails or is silent' : `${formatCount(count)} flows fail or are silent`,
  openIssues: (count: number) =>
    count === 1 ? '1 record waits for you' : `${formatCount(count)} records wait for you`,
  lastRun: 'Last run',
  noRun: 'None yet',
  open: 'Open',
  openOne: (name: string) => `Open ${name}`,
  current: 'Open now',
  firstOnly: (count: number) => `The first ${formatCount(count)} that you became a member of.`,
} as const;

export const texts = translated({ en, nl });
