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
  language: 'Language',
} as const;

export const texts = translated({ en, nl });
