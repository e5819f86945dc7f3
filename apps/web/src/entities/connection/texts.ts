import type { ConnectionState } from '@koppel/contracts';
import type { Tone } from '@koppel/ui';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  states: {
    draft: { label: 'Not finished', explanation: 'Saved, but not connected yet.' },
    authorized: { label: 'Not tested', explanation: 'Access is granted. Test the connection before you use it.' },
    ready: { label: 'Ready', explanation: 'The connection works.' },
    needs_attention: {
      label: 'Needs attention',
      explanation: 'Koppel cannot use this connection until the problem is fixed.',
    },
  },
  displayTitle: 'Display title',
  displayTitleHelp: 'The name you will see for this connection, for example “Exact – Main company”.',
  displayTitleMissing: 'Fill in Display title.',
  displayTitleLong: 'Use at most 80 characters.',
  displayTitleTaken: 'Another connection already has this title. Choose a different one.',
  save: 'Save',
  saved: 'Saved.',
  authorize: 'Authorize',
  connect: 'Connect',
  connectHelp: (name: string) => `Saves, and opens ${name}: approve access there, and Koppel gets its keys by itself.`,
  connectFirst: (name: string) => `Next, choose Connect and approve access at ${name}, or fill in the keys and save.`,
  keysByHand: 'Or fill in keys that you made yourself:',
  test: 'Test connection',
  redirectUri: 'Redirect URI',
  redirectUriHelp: (name: string) => `Enter this address in your app at ${name}, exactly as shown here.`,
  copy: 'Copy',
  copied: 'Copied',
  saveFirst: 'Save first to continue.',
  authorizeFirst: (name: string) => `Next, authorize: log in at ${name} and allow access. Then test the connection.`,
  testNext: 'Now test the connection.',
  waitingTitle: 'Log in and allow access in the other window',
  waiting: 'This page continues automatically when you are done there.',
  openAgain: 'Open the window again',
  closedTitle: 'The log-in window seems to be closed',
  finishingTitle: 'Koppel tries the keys',
  finishing: 'This takes a few seconds.',
  closed: (button: string) =>
    `If you had not finished, choose ${button} again. If the window is still open, continue there: this page updates automatically.`,
  blockedTitle: 'Your browser blocked the log-in window',
  blocked: (button: string) =>
    `Allow pop-ups for this site (the icon in the address bar) and choose ${button} again, or continue in this tab: you will return here afterwards.`,
  sameTab: 'Continue in this tab',
  authorizedTitle: 'Access is granted',
  endTitles: {
    denied: 'Access was not granted',
    refused: 'There is no access yet',
    expired: 'It took too long',
  },
  testResults: 'Test results',
  statuses: { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' },
  toDo: 'What to do:',
  takeOver: (value: string) => `Use ${value}`,
  secretAgain: 'Fill this in again: what is stored belongs to the old address.',
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
