import type { ConnectionState } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    draft: { label: 'Not finished', explanation: 'Its fields are saved; it is not connected yet.' },
    authorized: { label: 'Not tested', explanation: 'Access is granted. Test the connection to use it.' },
    ready: { label: 'Ready', explanation: 'The connection works.' },
    needs_attention: { label: 'Needs attention', explanation: 'It cannot be used until someone acts.' },
  },
  displayTitle: 'Display title',
  displayTitleHelp: 'How you want to see this connection, for instance “Exact – Main company”.',
  displayTitleMissing: 'Fill in Display title.',
  displayTitleLong: 'Use at most 80 characters.',
  displayTitleTaken: 'Another connection has this title. Choose one that tells them apart.',
  save: 'Save',
  saved: 'Saved.',
  authorize: 'Authorize',
  test: 'Test connection',
  redirectUri: 'Redirect URI',
  redirectUriHelp: (name: string) => `Register this address with your app at ${name}, exactly as it stands here.`,
  copy: 'Copy',
  copied: 'Copied',
  saveFirst: 'Save first; then you can go on.',
  authorizeFirst: (name: string) => `Now authorize: you log in at ${name} and allow access. Then test the connection.`,
  testNext: 'Now test the connection.',
  waitingTitle: 'Log in and allow access in the other window',
  waiting: 'This page goes on by itself as soon as you are done there.',
  openAgain: 'Open the window again',
  closedTitle: 'The log-in window seems to be closed',
  closed:
    'If you were not finished, authorize again. If it is still open, just go on there: this page keeps watching and follows by itself.',
  blockedTitle: 'Your browser blocked the log-in window',
  blocked:
    'Allow pop-ups for this site (a small icon in the address bar) and press Authorize again, or go on in this tab: you come back here afterwards.',
  sameTab: 'Go on in this tab',
  authorizedTitle: 'Access is granted',
  deniedTitle: 'Access was not granted',
  denied: 'You or the provider said no, so nothing was connected. Press Authorize to try again.',
  failedTitle: 'Authorizing did not work',
  failed: 'Check the client ID, the client secret and the redirect URI with the manual; save, and authorize again.',
  testResults: 'What was checked',
  statuses: { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' },
  toDo: 'What to do:',
  testPassedTitle: 'The connection works',
  testFailedTitle: 'The connection does not work yet',
} as const;

export const texts = translated({ en, nl });

export const connectionStates: Record<ConnectionState, { label: string; tone: Tone; explanation: string }> = {
  draft: { ...texts.states.draft, tone: 'neutral' },
  authorized: { ...texts.states.authorized, tone: 'info' },
  ready: { ...texts.states.ready, tone: 'good' },
  needs_attention: { ...texts.states.needs_attention, tone: 'danger' },
};
