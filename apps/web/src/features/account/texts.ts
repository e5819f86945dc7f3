import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Your account',
  you: 'You',
  name: 'Name',
  nameMissing: 'Enter your name.',
  mailLanguage: 'Language of mails',
  save: 'Save',
  saved: 'Saved.',
  password: 'Password',
  passwordHelp: 'A new password ends all your other sessions.',
  currentPassword: 'Present password',
  newPassword: 'New password',
  newPasswordHelp: 'At least 12 characters. Four ordinary words in a row are good and easy to remember.',
  passwordShort: 'Use at least 12 characters.',
  changePassword: 'Change the password',
  passwordChanged: 'Your password is changed, and your other sessions are ended.',
  secondFactor: 'Second factor',
  secondFactorHelp:
    'When you sign in, you also enter a code of an app on your phone. Somebody who learns your password cannot get in with it alone.',
  factorRequiredBy: (organization: string) =>
    `${organization} requires a second factor of everybody who works there, and you have none yet. You need a phone with an authenticator app.`,
  goOn: 'Go on',
  factorOn: 'Your second factor is on.',
  factorOff: 'You have no second factor yet.',
  newRecoveryCodes: 'Make new recovery codes',
  oldCodesEnded: 'These are your new recovery codes. The old ones do not work any more.',
  switchOff: 'Switch the second factor off',
  sessions: 'Where you are signed in',
  sessionsHelp: 'If you do not know one of these, end it and change your password.',
  device: 'Browser',
  unknownDevice: 'Unknown browser',
  thisOne: 'this one',
  since: 'Since',
  end: 'End',
  endOthers: 'End all others',
} as const;

export const texts = translated({ en, nl });
