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
  byPasskey: 'Inloggen met een passkey',
  forgotten: 'Wachtwoord vergeten?',
  toSignIn: 'Terug naar inloggen',
  forgottenTitle: 'Nieuw wachtwoord',
  forgottenIntroduction:
    'Vul het e-mailadres van je account in. Je krijgt een mail met een link waarmee je een nieuw wachtwoord kiest.',
  sendLink: 'Link sturen',
  linkSent: (email) =>
    `Als ${email} een account heeft, is er nu een mail met een link onderweg. De link werkt een half uur. Komt er niets aan, kijk dan bij de ongewenste mail of vraag wie Koppel beheert.`,
  newPasswordTitle: 'Kies een nieuw wachtwoord',
  newPassword: 'Nieuw wachtwoord',
  newPasswordHelp: 'Minstens 12 tekens. Vier gewone woorden na elkaar zijn goed en makkelijk te onthouden.',
  passwordShort: 'Gebruik minstens 12 tekens.',
  save: 'Wachtwoord opslaan',
  passwordSaved: 'Je wachtwoord is gewijzigd en alle oude sessies zijn beëindigd.',
  noToken: 'In dit adres ontbreekt een deel. Open de link in de mail opnieuw, of vraag een nieuwe aan.',
  invitationTitle: (organization) => `Werken in ${organization}`,
  invitationLoading: 'Uitnodiging',
  invited: (inviter, role) => `${inviter} nodigt je uit, met de rol ${role}.`,
  roles: { owner: 'eigenaar', admin: 'beheerder', operator: 'medewerker', viewer: 'meekijker' },
  name: 'Je naam',
  nameMissing: 'Vul je naam in.',
  choosePassword: 'Kies een wachtwoord',
  accept: 'Uitnodiging aannemen',
  signInFirst: (email) => `${email} heeft al een account. Log daarmee in; daarna kom je hier terug.`,
  otherAccount: (email, own) => `Deze uitnodiging is voor ${email}. Je bent ingelogd als ${own}: log eerst uit.`,
};
