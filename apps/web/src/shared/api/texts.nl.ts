import type { Translated } from '../i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  unreachable: {
    title: 'Geen verbinding met de server',
    detail: 'Er kwam geen antwoord. Kijk of je online bent en probeer het opnieuw. Er is niets verloren gegaan.',
  },
  unreadableProblem: (status) => ({
    title: 'De server kan nu niet antwoorden',
    detail: `Het antwoord had status ${status} en geen uitleg. Misschien start de server net op: probeer het over een minuut opnieuw.`,
  }),
  unexpectedReply: {
    title: 'De server antwoordde in een onbekende vorm',
    detail:
      'Deze pagina is misschien ouder dan de server. Laad hem opnieuw; helpt dat niet, vertel het dan je beheerder.',
  },
  pageDefect: {
    title: 'Er ging iets mis op deze pagina',
    detail: 'Dat ligt aan Koppel, niet aan jou. Laad de pagina opnieuw; wat opgeslagen is, is veilig.',
  },
  banner: {
    lostTitle: 'De verbinding met de server is weg',
    lost: 'Koppel probeert het vanzelf opnieuw. Wat je hebt ingevuld blijft hier staan; lezen kun je gewoon.',
    again: (seconds) => `Volgende poging over ${seconds} s.`,
    trying: 'Bezig met proberen…',
    tryNow: 'Nu proberen',
    healedTitle: 'Weer verbonden',
    healed: 'Alles is bijgewerkt.',
  },
  signedOut: {
    title: 'Je sessie is afgelopen',
    explanation: 'Log hier opnieuw in. De pagina blijft zoals hij is, en waar je mee bezig was gaat verder.',
    email: 'E-mail',
    password: 'Wachtwoord',
    signIn: 'Inloggen',
    later: 'Niet nu',
    barTitle: 'Je bent uitgelogd',
    bar: 'Wat op deze pagina staat kan verouderd zijn, en opslaan lukt niet.',
  },
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
