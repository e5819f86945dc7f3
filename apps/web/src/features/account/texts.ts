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
