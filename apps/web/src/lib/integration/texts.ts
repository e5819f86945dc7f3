import type { Tone } from '@koppel/ui';

export const healthWords: Record<'good' | 'attention' | 'trouble' | 'paused', { label: string; tone: Tone }> = {
  good: { label: 'All well', tone: 'good' },
  attention: { label: 'Has issues', tone: 'warning' },
  trouble: { label: 'In trouble', tone: 'danger' },
  paused: { label: 'Not enabled', tone: 'neutral' },
};

export const texts = {
  connectionNeedsAttention: (title: string) => `The connection “${title}” needs attention.`,
  connectionNotReady: (title: string) => `The connection “${title}” is not ready yet.`,
  runFailed: (flow: string) => `The last run of ${flow} failed.`,
  openIssues: (issues: string) => `${issues} to look at.`,
  paused: 'No flow is enabled: records travel only when you run a flow by hand.',
  unknownConnection: 'a removed connection',
  startIntegrating: 'Start integrating',
  blockedTitle: 'Your browser blocked the wizard’s window',
  blocked:
    'Allow pop-ups for this site (a small icon in the address bar) and press Start integrating again, or go on in this tab.',
  sameTab: 'Go on in this tab',
} as const;
