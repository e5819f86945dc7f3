import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Sign in',
  introduction: 'Koppel keeps your accounting and your webshop in sync.',
  email: 'E-mail',
  emailWrong: 'Enter your e-mail address, such as name@example.com.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  submit: 'Sign in',
  byPasskey: 'Sign in by a passkey',
  forgotten: 'Forgot your password?',
  toSignIn: 'Back to signing in',
  forgottenTitle: 'New password',
  forgottenIntroduction:
    'Enter the e-mail address of your account. You get a mail with a link to choose a new password.',
  sendLink: 'Send the link',
  linkSent: (email: string) =>
    `If ${email} has an account, a mail with a link is on its way. The link works for half an hour. If nothing comes, look among your unwanted mail, or ask whoever runs Koppel.`,
  newPasswordTitle: 'Choose a new password',
  newPassword: 'New password',
  newPasswordHelp: 'At least 12 characters. Four ordinary words in a row are good and easy to remember.',
  passwordShort: 'Use at least 12 characters.',
  save: 'Save the password',
  passwordSaved: 'Your password is changed, and all old sessions are ended.',
  noToken: 'A part of this address is missing. Open the link in the mail again, or ask for a new one.',
  invitationTitle: (organization: string) => `Work in ${organization}`,
  invitationLoading: 'Invitation',
  invited: (inviter: string, role: string) => `${inviter} invites you, with the role ${role}.`,
  roles: { owner: 'owner', admin: 'administrator', operator: 'operator', viewer: 'viewer' },
  name: 'Your name',
  nameMissing: 'Enter your name.',
  choosePassword: 'Choose a password',
  accept: 'Accept the invitation',
  signInFirst: (email: string) => `${email} has an account already. Sign in with it; after that you come back here.`,
  otherAccount: (email: string, own: string) =>
    `This invitation is for ${email}. You are signed in as ${own}: sign out first.`,
} as const;

export const texts = translated({ en, nl });
