import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'That did not work',
  refused: 'The server refused it. Reload the page and try again.',
  tooMany: 'There were too many attempts. Wait a few minutes and try again.',
  refusals: {
    PASSWORD_TOO_EASY:
      'This password is easy to guess. Use words that belong together for you alone, or a password manager.',
    PASSWORD_TOO_SHORT: 'A password has at least 12 characters.',
    INVALID_PASSWORD: 'The present password is not right.',
    INVALID_CODE: 'The code is not right. Enter the one that the app shows now; the clock of its device must be right.',
    INVALID_BACKUP_CODE: 'This recovery code is not right or was used already. Each one works once.',
    TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Begin again with your password.',
    ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait a quarter of an hour, then begin again with your password.',
    INVALID_TWO_FACTOR_COOKIE: 'Signing in took too long. Begin again with your password.',
    CODE_USED: 'This code was used already. Wait until the app shows the next one.',
    SECOND_FACTOR_REQUIRED:
      'This organization requires a second factor, and you have shown none. Reload the page to go on.',
    TWO_FACTOR_ALREADY_SHOWN: 'You are signed in already. Reload the page.',
    SECRET_UNREADABLE:
      'Koppel cannot read your second factor any more. Ask whoever runs Koppel to switch it off; you can set it up again then.',
    PASSKEY_FIRST:
      'Your organization requires a second factor, and yours is a passkey. Sign out, and sign in by it; if you lost it, ask whoever runs Koppel.',
    PASSKEY_KNOWN: 'This passkey was added before.',
    PASSKEY_LIMIT: 'You have ten passkeys, and that is the limit. Remove one first.',
    PASSKEY_NOT_FOUND: 'This passkey was removed already. Reload the page.',
    PASSKEY_REFUSED: 'The passkey was refused. Try again, or sign in with your password.',
    PASSKEY_TOO_LATE: 'This took too long. Begin again.',
    PASSKEY_UNKNOWN:
      'Koppel does not know this passkey: it was removed here. Remove it on your device too, and sign in with your password.',
    INVALID_TOKEN: 'This link was used already or has ended. Ask for a new one.',
    USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: 'This person is a member already.',
    USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION: 'This person is invited already. Send the invitation again instead.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER:
      'An organization needs an owner. Make somebody else an owner first.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER:
      'An organization needs an owner. Make somebody else an owner first.',
    YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: 'Only an owner changes or makes an owner.',
    YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: 'Only an owner makes somebody an owner.',
    EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION:
      'Nobody has shown yet that this e-mail address is yours. Choose "Forgot your password?" on the sign-in page: with the link in that mail you show it.',
    YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION:
      'This invitation is for another e-mail address than the one you signed in with.',
  },
  passkey: {
    unused: 'Your browser gave no passkey: it was cancelled, took too long, or there is none here. Try again.',
    known: 'This device has a passkey for your account already.',
    wrongAddress: 'Browsers use passkeys at the address of Koppel alone. Ask whoever runs Koppel for it.',
  },
  secondStep: {
    codeHelp:
      'Your account has a second factor. Open your authenticator app and enter the code that it shows for Koppel.',
    code: 'Code that the app shows',
    recoveryHelp: 'Each of your recovery codes works once. Set your second factor up again soon if you lost the app.',
    recoveryCode: 'Recovery code',
    codeMissing: 'Enter the code.',
    submit: 'Sign in',
    useRecoveryCode: 'Use a recovery code',
    useApp: 'Use the app',
    restart: 'Begin again',
  },
} as const;

export const texts = translated({ en, nl });
