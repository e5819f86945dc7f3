import type { Words } from '../i18n/translated.js';
import type { en } from './texts.en.js';

export const nl: Words<typeof en> = {
  wrongCredentials: {
    title: 'Je bent niet ingelogd',
    detail: 'Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw.',
  },
  tooManyAttempts: {
    title: 'Te veel pogingen',
    detail: 'Inloggen is even gepauzeerd om anderen buiten te houden. Wacht een minuut en probeer het opnieuw.',
  },
  signInUnavailable: {
    title: 'Inloggen lukt nu niet',
    detail: 'De server kon je wachtwoord niet controleren. Probeer het over een minuut opnieuw.',
  },
  signOutFailed: {
    title: 'Je bent nog ingelogd',
    detail: 'De server kon je sessie niet beëindigen. Probeer het opnieuw.',
  },
};
