import { formatPlural } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  health: { good: 'All good', attention: 'Has issues', failing: 'Not working', paused: 'Not enabled' },
  connectionNeedsAttention: (title: string) => `The connection “${title}” needs attention.`,
  connectionNotReady: (title: string) => `The connection “${title}” is not ready yet.`,
  runFailed: (flow: string) => `The last run of ${flow} failed.`,
  openIssues: (count: number) => `${formatPlural(count, 'issue', 'issues')} to resolve.`,
  paused: 'No flow is enabled: records are only synchronized when you run a flow yourself.',
  flowsEnabled: (enabled: number, all: number) => `${enabled} of ${formatPlural(all, 'flow', 'flows')} enabled`,
  recordsLinked: (count: number) => `${formatPlural(count, 'record', 'records')} linked`,
  nextRun: (moment: string) => `Next run ${moment}`,
  noNextRun: 'No run planned',
  startIntegrating: 'Start integrating',
  blockedTitle: 'Your browser blocked the wizard’s window',
  blocked: 'You can continue in this tab right away. To use a separate window, allow pop-ups for this site first:',
  allow: {
    chrome:
      'Click the small window with a red cross at the right of the address bar and choose “Always allow pop-ups”.',
    edge: 'Click the small window with a cross at the right of the address bar and choose “Always allow”.',
    firefox: 'Click “Options” in the bar at the top of the page and choose “Allow pop-ups for this site”.',
    safari:
      'Click the two small windows in the address bar, or choose Safari, Settings for this website, Pop-up windows, Allow.',
    other: 'Click the icon for blocked pop-ups in the address bar and allow them.',
  },
  sameTab: 'Continue in this tab',
  again: 'Try a separate window again',
} as const;

export const texts = translated({ en, nl });
