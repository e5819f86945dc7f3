import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  passwordToConfirm: 'Your password, to confirm',
  passwordMissing: 'Enter your password.',
  setUp: 'Set up a second factor',
  scan: '1. Scan the code',
  scanHelp:
    'Scan it with an authenticator app on your phone, such as Google Authenticator, Microsoft Authenticator or Aegis.',
  qrCode: 'QR code with the key for your app',
  secret: 'Key for the app',
  secretHelp: 'If you cannot scan: enter this key in the app, with the type "time-based". It is shown only now.',
  openApp: 'Open it in an app on this device',
  showCode: '3. Enter the code that the app shows',
  code: 'Code that the app shows',
  codeMissing: 'Enter the code that the app shows.',
  switchOn: 'Switch it on',
  recoveryCodes: '2. Keep the recovery codes',
  recoveryHelp:
    'Each opens your account once when you do not have the app. They are shown only now: print them, or keep them in a password manager.',
  recoveryList: 'Recovery codes',
  copyCodes: 'Copy the recovery codes',
  download: 'Download',
  fileTitle: (host: string) => `Recovery codes for Koppel (${host}). Each works once.`,
  copy: 'Copy',
  copied: 'Copied',
} as const;

export const texts = translated({ en, nl });
