import type { ConnectionState } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';

export const stateWords: Record<ConnectionState, { label: string; tone: Tone; explanation: string }> = {
  draft: { label: 'Not finished', tone: 'neutral', explanation: 'Its fields are saved; it is not connected yet.' },
  authorized: { label: 'Not tested', tone: 'info', explanation: 'Access is granted. Test the connection to use it.' },
  ready: { label: 'Ready', tone: 'good', explanation: 'The connection works.' },
  needs_attention: { label: 'Needs attention', tone: 'danger', explanation: 'It cannot be used until someone acts.' },
};

export const kindWords = { erp: 'Accounting', webshop: 'Webshop' } as const;

export const texts = {
  displayTitle: 'Display title',
  displayTitleHelp: 'How you want to see this connection, for instance “Exact – Main company”.',
  displayTitleMissing: 'Fill in Display title.',
  displayTitleLong: 'Use at most 80 characters.',
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
  testing: 'Testing the connection',
  testResults: 'What was checked',
  statusWords: { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' },
  testPassedTitle: 'The connection works',
  testFailedTitle: 'The connection does not work yet',
  manualTitle: (name: string) => `Manual of ${name}`,
  noPermission: 'Only an administrator of your organization can change connections.',
} as const;
