import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  states: {
    draft: { label: 'Niet af', explanation: 'De velden zijn opgeslagen; er is nog geen verbinding.' },
    authorized: { label: 'Niet getest', explanation: 'Toegang is gegeven. Test de koppeling om hem te gebruiken.' },
    ready: { label: 'Klaar', explanation: 'De koppeling werkt.' },
    needs_attention: { label: 'Vraagt aandacht', explanation: 'Hij kan niet gebruikt worden tot iemand iets doet.' },
  },
  displayTitle: 'Weergavenaam',
  displayTitleHelp: 'Hoe je deze koppeling wilt zien, bijvoorbeeld “Exact – Hoofdbedrijf”.',
  displayTitleMissing: 'Vul Weergavenaam in.',
  displayTitleLong: 'Gebruik hoogstens 80 tekens.',
  displayTitleTaken: 'Een andere koppeling heet al zo. Kies een naam waaraan je ze uit elkaar houdt.',
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  authorize: 'Toegang geven',
  test: 'Koppeling testen',
  redirectUri: 'Redirect-URI',
  redirectUriHelp: (name) => `Geef dit adres bij je app van ${name} op, precies zoals het hier staat.`,
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  saveFirst: 'Sla eerst op; dan kun je verder.',
  authorizeFirst: (name) => `Geef nu toegang: je logt in bij ${name} en staat het toe. Test daarna de koppeling.`,
  testNext: 'Test nu de koppeling.',
  waitingTitle: 'Log in en geef toegang in het andere venster',
  waiting: 'Deze pagina gaat vanzelf verder zodra je daar klaar bent.',
  openAgain: 'Venster opnieuw openen',
  closedTitle: 'Het inlogvenster lijkt gesloten',
  closed:
    'Was je nog niet klaar, geef dan opnieuw toegang. Is het nog open, ga daar dan gewoon verder: deze pagina blijft kijken en volgt vanzelf.',
  blockedTitle: 'Je browser heeft het inlogvenster tegengehouden',
  blocked:
    'Sta pop-ups voor deze site toe (een klein teken in de adresbalk) en klik opnieuw op Toegang geven, of ga verder in dit tabblad: je komt hier daarna terug.',
  sameTab: 'Verder in dit tabblad',
  authorizedTitle: 'Toegang is gegeven',
  deniedTitle: 'Toegang is niet gegeven',
  denied: 'Jij of de aanbieder zei nee, dus er is niets gekoppeld. Klik op Toegang geven om het opnieuw te proberen.',
  failedTitle: 'Toegang geven is niet gelukt',
  failed:
    'Controleer de client-ID, het client secret en de redirect-URI met de handleiding; sla op en geef opnieuw toegang.',
  testResults: 'Wat er gecontroleerd is',
  statuses: { passed: 'Goed', failed: 'Mislukt', skipped: 'Overgeslagen' },
  toDo: 'Wat je kunt doen:',
  testPassedTitle: 'De koppeling werkt',
  testFailedTitle: 'De koppeling werkt nog niet',
};
