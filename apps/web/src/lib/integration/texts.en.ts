import { formatPlural } from '../format/format.js';

export const en = {
  health: { good: 'All well', attention: 'Has issues', trouble: 'In trouble', paused: 'Not enabled' },
  connectionNeedsAttention: (title: string) => `The connection “${title}” needs attention.`,
  connectionNotReady: (title: string) => `The connection “${title}” is not ready yet.`,
  runFailed: (flow: string) => `The last run of ${flow} failed.`,
  openIssues: (count: number) => `${formatPlural(count, 'issue', 'issues')} to look at.`,
  paused: 'No flow is enabled: records travel only when you run a flow by hand.',
  flowsEnabled: (enabled: number, all: number) => `${enabled} of ${formatPlural(all, 'flow', 'flows')} enabled`,
  recordsLinked: (count: number) => `${formatPlural(count, 'record', 'records')} linked`,
  nextRun: (moment: string) => `Next run ${moment}`,
  noNextRun: 'No run planned',
  startIntegrating: 'Start integrating',
  blockedTitle: 'Your browser blocked the wizard’s window',
  blocked:
    'Allow pop-ups for this site (a small icon in the address bar) and press Start integrating again, or go on in this tab.',
  sameTab: 'Go on in this tab',
} as const;
