import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  unreachable: {
    title: 'No connection to the server',
    detail: 'The server did not respond. Check your internet connection and try again. Nothing was lost.',
  },
  unreadableProblem: (status: number) => ({
    title: 'The server is not available',
    detail: `It responded with status ${status} and no explanation. It may be starting up: try again in a minute.`,
  }),
  unexpectedReply: {
    title: 'Unexpected response from the server',
    detail: 'This page may be older than the server. Reload it. If that does not help, contact your administrator.',
  },
  pageDefect: {
    title: 'Something went wrong on this page',
    detail: 'This is an error in Koppel, not something you did. Reload the page; everything you saved is safe.',
  },
  banner: {
    lostTitle: 'The connection to the server is lost',
    lost: 'Koppel keeps trying automatically. What you typed is still here, and you can keep reading.',
    again: (seconds: number) => `Next attempt in ${seconds} s.`,
    trying: 'Trying now…',
    tryNow: 'Try now',
    healedTitle: 'Connected again',
    healed: 'Everything is up to date.',
  },
  signedOut: {
    title: 'Your session has ended',
    explanation: 'Sign in again to continue. Nothing on this page is lost.',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    byPasskey: 'Sign in by a passkey',
    later: 'Not now',
    barTitle: 'You are signed out',
    bar: 'This page may be out of date, and you cannot save anything.',
  },
  wrongCredentials: {
    title: 'You are not signed in',
    detail: 'The e-mail address or password is incorrect. Check both and try again.',
  },
  tooManyAttempts: {
    title: 'Too many attempts',
    detail: 'Signing in is paused for a moment to keep others out. Wait a minute and try again.',
  },
  signInUnavailable: {
    title: 'You cannot sign in right now',
    detail: 'The server could not check your password. Try again in a minute.',
  },
  switchFailed: {
    title: 'You work in the same organization still',
    detail: 'The server could not switch to the other one. Reload the page and try again.',
  },
  signOutFailed: {
    title: 'You are still signed in',
    detail: 'The server could not end your session. Try again.',
  },
} as const;

export const texts = translated({ en, nl });
