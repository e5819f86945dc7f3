import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  states: {
    draft: { label: 'Niet af', explanation: 'Opgeslagen, maar nog niet gekoppeld.' },
    authorized: { label: 'Niet getest', explanation: 'Toegang is gegeven. Test de koppeling voordat je hem gebruikt.' },
    ready: { label: 'Klaar', explanation: 'De koppeling werkt.' },
    needs_attention: {
      label: 'Vraagt aandacht',
      explanation: 'Koppel kan deze koppeling pas gebruiken als het probleem is opgelost.',
    },
  },
  displayTitle: 'Weergavenaam',
  displayTitleHelp: 'Zo heet deze koppeling in Koppel, bijvoorbeeld “Exact – Hoofdbedrijf”.',
  displayTitleMissing: 'Vul Weergavenaam in.',
  displayTitleLong: 'Gebruik hoogstens 80 tekens.',
  displayTitleTaken: 'Een andere koppeling heet al zo. Kies een andere naam.',
  save: 'Opslaan',
  saved: 'Opgeslagen.',
  authorize: 'Toegang geven',
  test: 'Koppeling testen',
  redirectUri: 'Redirect-URI',
  redirectUriHelp: (name) => `Vul dit adres in bij je app van ${name}, precies zoals het hier staat.`,
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  saveFirst: 'Sla eerst op om verder te gaan.',
  authorizeFirst: (name) => `Geef nu toegang: log in bij ${name} en geef toestemming. Test daarna de koppeling.`,
  testNext: 'Test nu de koppeling.',
  waitingTitle: 'Log in en geef toegang in het andere venster',
  waiting: 'Deze pagina gaat automatisch verder als je daar klaar bent.',
  openAgain: 'Venster opnieuw openen',
  closedTitle: 'Het inlogvenster lijkt gesloten',
  closed:
    'Was je nog niet klaar, geef dan opnieuw toegang. Is het venster nog open, ga daar dan verder: deze pagina wordt automatisch bijgewerkt.',
  blockedTitle: 'Je browser heeft het inlogvenster tegengehouden',
  blocked:
    'Sta pop-ups voor deze site toe (het pictogram in de adresbalk) en klik opnieuw op Toegang geven, of ga verder in dit tabblad: je komt hierna terug op deze pagina.',
  sameTab: 'Verder in dit tabblad',
  authorizedTitle: 'Toegang is gegeven',
  deniedTitle: 'Toegang is niet gegeven',
  denied: 'De toegang is geweigerd, dus er is niets gekoppeld. Klik op Toegang geven om het opnieuw te proberen.',
  failedTitle: 'Toegang geven is niet gelukt',
  failed:
    'Vergelijk de client-ID, het client secret en de redirect-URI met de handleiding, sla op en geef opnieuw toegang.',
  testResults: 'Testresultaten',
  statuses: { passed: 'Goed', failed: 'Mislukt', skipped: 'Overgeslagen' },
  toDo: 'Wat je kunt doen:',
  takeOver: (value: string) => `Neem ${value} over`,
  secretAgain: 'Vul dit opnieuw in: wat bewaard is, hoort bij het oude adres.',
  testPassedTitle: 'De koppeling werkt',
  testFailedTitle: 'De koppeling werkt nog niet',
};
