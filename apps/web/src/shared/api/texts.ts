import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  unreachable: {
    title: 'No connection to the server',
    detail: 'The request got no answer. Check that you are online; then try again. Nothing was lost.',
  },
  unreadableProblem: (status: number) => ({
    title: 'The server cannot answer now',
    detail: `It answered with status ${status} and no explanation. It may be starting up: try again in a minute.`,
  }),
  unexpectedReply: {
    title: 'The server answered in an unknown form',
    detail: 'This page may be older than the server. Reload it; if that does not help, tell your administrator.',
  },
  pageDefect: {
    title: 'Something went wrong on this page',
    detail: 'This is a fault of Koppel, not yours. Reload the page; what was saved is safe.',
  },
  banner: {
    lostTitle: 'The connection to the server is lost',
    lost: 'Koppel tries again by itself. What you typed stays here; you can go on reading.',
    again: (seconds: number) => `Next try in ${seconds} s.`,
    trying: 'Trying now…',
    tryNow: 'Try now',
    healedTitle: 'Connected again',
    healed: 'Everything is up to date.',
  },
  signedOut: {
    title: 'Your session has ended',
    explanation: 'Sign in again here. The page stays as it is, and what you were doing goes on.',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    later: 'Not now',
    barTitle: 'You are signed out',
    bar: 'What stands on this page may be out of date, and nothing can be saved.',
  },
  wrongCredentials: {
    title: 'You are not signed in',
    detail: 'This e-mail address and password do not belong together. Check both and try again.',
  },
  tooManyAttempts: {
    title: 'Too many attempts',
    detail: 'Signing in is paused for a moment to keep others out. Wait a minute and try again.',
  },
  signInUnavailable: {
    title: 'Signing in does not work now',
    detail: 'The server could not check your password. Try again in a minute.',
  },
  signOutFailed: {
    title: 'You are still signed in',
    detail: 'The server could not end your session. Try again.',
  },
} as const;

export const texts = translated({ en, nl });
