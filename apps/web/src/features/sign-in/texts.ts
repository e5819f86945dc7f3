import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Sign in',
  introduction: 'Koppel keeps your accounting and your webshop in step.',
  email: 'E-mail',
  emailWrong: 'Type your e-mail address, such as name@example.com.',
  password: 'Password',
  passwordMissing: 'Type your password.',
  submit: 'Sign in',
  language: 'Language',
} as const;

export const texts = translated({ en, nl });
