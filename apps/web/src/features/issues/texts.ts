import type { EntityKind, FailureClass, Issue } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';

export const issueStateWords: Record<Issue['state'], { label: string; tone: Tone }> = {
  open: { label: 'Open', tone: 'danger' },
  held: { label: 'Held', tone: 'warning' },
  retrying: { label: 'Being tried again', tone: 'info' },
  resolved: { label: 'Resolved', tone: 'good' },
  skipped: { label: 'Skipped', tone: 'neutral' },
};

export const failureClassWords: Record<FailureClass, string> = {
  value: 'A value is not accepted',
  missing_reference: 'Something it refers to is missing',
  duplicate: 'It exists already',
  permission: 'Not allowed',
  rate_limit: 'Too many requests',
  too_large: 'Too large',
  intermittent: 'Passing failure',
  application_down: 'Application not reachable',
  defect: 'Fault in Koppel',
};

export const entityWords: Record<EntityKind, string> = {
  product: 'Product',
  stock_level: 'Stock level',
  price: 'Price',
  customer: 'Customer',
  order: 'Order',
};

export const texts = {
  title: 'Issues',
  introduction: 'Records that could not be delivered: why, and what you can do. The other records went on.',
  ofRun: 'Only the issues of one run are shown.',
  ofFlow: 'Only the issues of one flow are shown.',
  ofIntegration: 'Only the issues of one integration are shown.',
  showAll: 'Show all issues',
  toRun: 'To the run',
  state: 'State',
  allStates: 'All states',
  noneTitle: 'No issues',
  none: 'Every record was delivered.',
  waitsFor: 'Waits for',
  attempts: 'Attempts',
  opened: 'Opened',
  sourceKey: 'Key at the source',
  retry: 'Try again',
  retryNamed: (key: string) => `Try ${key} again`,
  retried: 'It is being delivered again.',
  followRetry: 'Follow the run',
  skip: 'Skip',
  skipNamed: (key: string) => `Skip ${key}`,
  skipTitle: (key: string) => `Skip ${key}?`,
  skipQuestion:
    'This record will not be delivered, also not by later runs, as long as it does not change at the source. Nothing is deleted.',
  view: 'View record',
  viewNamed: (key: string) => `View record ${key}`,
  recordTitle: (key: string) => `Record ${key}, as it was read`,
  close: 'Close',
} as const;
