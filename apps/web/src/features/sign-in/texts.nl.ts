import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Inloggen',
  introduction: 'Koppel houdt je boekhouding en je webshop gelijk.',
  email: 'E-mail',
  emailWrong: 'Vul je e-mailadres in, zoals naam@voorbeeld.nl.',
  password: 'Wachtwoord',
  passwordMissing: 'Vul je wachtwoord in.',
  submit: 'Inloggen',
  language: 'Taal',
};
