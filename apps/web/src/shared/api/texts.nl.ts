import type { Translated } from '../i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  unreachable: {
    title: 'Geen verbinding met de server',
    detail:
      'De server reageert niet. Controleer je internetverbinding en probeer het opnieuw. Er is niets verloren gegaan.',
  },
  unreadableProblem: (status) => ({
    title: 'De server is niet beschikbaar',
    detail: `De server gaf status ${status} zonder uitleg. Misschien start hij net op: probeer het over een minuut opnieuw.`,
  }),
  unexpectedReply: {
    title: 'Onverwacht antwoord van de server',
    detail:
      'Deze pagina is misschien ouder dan de server. Laad hem opnieuw. Helpt dat niet, neem dan contact op met je beheerder.',
  },
  pageDefect: {
    title: 'Er ging iets mis op deze pagina',
    detail: 'Dat ligt aan Koppel, niet aan jou. Laad de pagina opnieuw; wat opgeslagen is, is veilig.',
  },
  banner: {
    lostTitle: 'De verbinding met de server is weg',
    lost: 'Koppel blijft het automatisch proberen. Wat je hebt ingevuld blijft staan en je kunt gewoon verder lezen.',
    again: (seconds) => `Volgende poging over ${seconds} s.`,
    trying: 'Bezig met proberen…',
    tryNow: 'Nu proberen',
    healedTitle: 'Weer verbonden',
    healed: 'Alles is bijgewerkt.',
  },
  signedOut: {
    title: 'Je sessie is afgelopen',
    explanation: 'Log opnieuw in om verder te gaan. Er gaat niets op deze pagina verloren.',
    email: 'E-mail',
    password: 'Wachtwoord',
    signIn: 'Inloggen',
    byPasskey: 'Inloggen met een passkey',
    later: 'Niet nu',
    barTitle: 'Je bent uitgelogd',
    bar: 'Deze pagina kan verouderd zijn en je kunt niets opslaan.',
  },
  wrongCredentials: {
    title: 'Je bent niet ingelogd',
    detail: 'Het e-mailadres of wachtwoord klopt niet. Controleer beide en probeer het opnieuw.',
  },
  tooManyAttempts: {
    title: 'Te veel pogingen',
    detail: 'Inloggen is even gepauzeerd om anderen buiten te houden. Wacht een minuut en probeer het opnieuw.',
  },
  signInUnavailable: {
    title: 'Inloggen lukt nu niet',
    detail: 'De server kon je wachtwoord niet controleren. Probeer het over een minuut opnieuw.',
  },
  switchFailed: {
    title: 'Je werkt nog in dezelfde organisatie',
    detail: 'De server kon niet naar de andere wisselen. Laad de pagina opnieuw en probeer het nog eens.',
  },
  signOutFailed: {
    title: 'Je bent nog ingelogd',
    detail: 'De server kon je sessie niet beëindigen. Probeer het opnieuw.',
  },
};
