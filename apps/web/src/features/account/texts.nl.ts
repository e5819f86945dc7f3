import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Je account',
  you: 'Jij',
  name: 'Naam',
  nameMissing: 'Vul je naam in.',
  mailLanguage: 'Taal van mails',
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  password: 'Wachtwoord',
  passwordHelp: 'Een nieuw wachtwoord beëindigt al je andere sessies.',
  currentPassword: 'Huidig wachtwoord',
  newPassword: 'Nieuw wachtwoord',
  newPasswordHelp: 'Minstens 12 tekens. Vier gewone woorden na elkaar zijn goed en makkelijk te onthouden.',
  passwordShort: 'Gebruik minstens 12 tekens.',
  changePassword: 'Wachtwoord wijzigen',
  passwordChanged: 'Je wachtwoord is gewijzigd en je andere sessies zijn beëindigd.',
  secondFactor: 'Tweede factor',
  secondFactorHelp:
    'Bij het inloggen vul je ook een code van een app op je telefoon in. Wie je wachtwoord te weten komt, komt daarmee alleen niet binnen.',
  factorRequiredBy: (organization) =>
    `${organization} vereist een tweede factor van iedereen die er werkt, en je hebt er nog geen. Je hebt een telefoon met een authenticator-app nodig.`,
  goOn: 'Verder',
  factorOn: 'Je tweede factor staat aan.',
  factorOff: 'Je hebt nog geen tweede factor.',
  newRecoveryCodes: 'Nieuwe herstelcodes maken',
  oldCodesEnded: 'Dit zijn je nieuwe herstelcodes. De oude werken niet meer.',
  switchOff: 'Tweede factor uitzetten',
  sessions: 'Waar je bent ingelogd',
  sessionsHelp: 'Ken je er een niet, beëindig die dan en wijzig je wachtwoord.',
  device: 'Browser',
  unknownDevice: 'Onbekende browser',
  thisOne: 'deze',
  since: 'Sinds',
  end: 'Beëindigen',
  endOthers: 'Alle andere beëindigen',
};
