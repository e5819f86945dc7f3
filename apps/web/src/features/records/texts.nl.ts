import { formatCount, formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Records',
  introduction: 'Zoek een product, bestelling of klant en zie of het is afgeleverd, en waarom.',
  filters: 'Records filteren',
  search: 'Zoeken',
  searchHelp: 'Op SKU, ordernummer, e-mailadres, naam of id, in alle stromen tegelijk.',
  flow: 'Stroom',
  allFlows: 'Alle stromen',
  kind: 'Soort',
  allKinds: 'Alle soorten',
  outcome: 'Resultaat',
  allOutcomes: 'Alle',
  clearFilters: 'Filters wissen',
  noneTitle: 'Geen records gevonden',
  noneFound: (query: string) =>
    `Geen record gevonden voor “${query}”. Controleer de spelling; een stroom moet het record minstens één keer hebben gelezen.`,
  noneChosen: 'Geen records gevonden met deze filters.',
  none: 'Records verschijnen hier zodra een stroom is uitgevoerd.',
  found: (count: number, hasMore: boolean) =>
    hasMore
      ? `Meer dan ${formatCount(count)} records gevonden`
      : `${formatPlural(count, 'record', 'records')} gevonden`,
  record: 'Record',
  reason: 'Reden',
  when: 'Wanneer',
  toRecords: 'Naar alle records',
  heading: (entity: string, key: string) => `${entity} ${key}`,
  why: 'Waarom is dit niet gesynchroniseerd?',
  isIt: 'Is dit gesynchroniseerd?',
  deliveredBefore:
    'De laatst gelezen versie is afgeleverd. Latere wijzigingen bij de bron worden niet afgeleverd, om deze reden:',
  linkedByHand: (who: string | undefined, when: string, number: string | undefined) =>
    `${who ?? 'Iemand die niet meer bekend is'} gaf op ${when} aan dat het hetzelfde is als ${number ?? 'een record dat bij het doel stond'}. Koppel heeft ze niet vergeleken.`,
  doneByHand: (who: string | undefined, when: string, number: string | undefined) =>
    `${who ?? 'Iemand die niet meer bekend is'} gaf op ${when} aan dat ${number ?? 'het record bij het doel'} klopt. Koppel heeft niets geschreven.`,
  flowStates: {
    paused: 'De stroom is gepauzeerd, dus latere wijzigingen bij de bron worden niet afgeleverd.',
    removed: 'De stroom is uit de integratie verwijderd, dus latere wijzigingen bij de bron worden niet afgeleverd.',
  },
  explanations: {
    synced: {
      title: 'Ja, het is gesynchroniseerd',
      meaning: 'Het record bij het doel is gelijk aan wat het laatst bij de bron is gelezen.',
      todo: 'Je hoeft niets te doen.',
    },
    linked_by_hand: {
      title: 'Het is met de hand verbonden',
      meaning: 'Er is niets geschreven, dus het record bij het doel kan anders zijn.',
      todo: 'Controleer het record bij het doel zelf. Is het niet hetzelfde, kies dan hieronder “Verbinding verwijderen”.',
    },
    done_by_hand: {
      title: 'Het is met de hand bijgewerkt',
      meaning:
        'Koppel kon het bij het doel niet doen, en iemand heeft het zelf gedaan. Latere wijzigingen bij de bron worden weer gevolgd.',
      todo: 'Je hoeft niets te doen.',
    },
    withdrawn: {
      title: 'Het is teruggenomen',
      meaning:
        'Het was afgeleverd en daarna bij de bron geannuleerd of verwijderd. Daarom is teruggenomen wat ervan was afgeleverd.',
      todo: 'Je hoeft niets te doen. Wordt het bij de bron weer geopend, dan wordt het opnieuw afgeleverd.',
    },
    filtered: {
      title: 'Het is met opzet overgeslagen',
      meaning: 'Door de instellingen van de stroom, of door het record zelf, wordt het niet afgeleverd.',
      todo: 'Wil je het toch afleveren, wijzig dan de instellingen van de stroom of het record bij de bron. De volgende run neemt het mee.',
    },
    skipped_by_person: {
      title: 'Iemand heeft het overgeslagen',
      meaning: 'Het wordt niet meer afgeleverd, ook niet als het bij de bron verandert.',
      todo: 'Moet het toch worden afgeleverd, kies dan hieronder “Opnieuw afleveren”.',
    },
    issue_open: {
      title: 'Het kon niet worden afgeleverd en vraagt je aandacht',
      meaning: 'Er staat een probleem open voor dit record.',
      todo: 'Bekijk het probleem: daar staat wat je moet herstellen. Probeer het daarna van daaruit opnieuw.',
    },
    issue_held: {
      title: 'Het wacht op een ander record',
      meaning: 'Het verwijst naar iets wat het doel nog niet heeft. Zodra dat bestaat, volgt dit record vanzelf.',
      todo: 'Meestal hoef je niets te doen. Blijft het zo, bekijk dan het probleem: daar staat wat er ontbreekt.',
    },
    issue_retrying: {
      title: 'Het wordt nu opnieuw geprobeerd',
      meaning: 'Een run is bezig het af te leveren.',
      todo: 'Wacht even; deze pagina wordt automatisch bijgewerkt.',
    },
    write_open: {
      title: 'Op de laatste schrijfactie kwam geen antwoord',
      meaning:
        'Het is verstuurd, maar het antwoord is verloren gegaan. De volgende run controleert of het is aangekomen en schrijft het nooit dubbel.',
      todo: 'Je hoeft niets te doen; wil je het eerder weten, voer de stroom dan nu uit.',
    },
    requested: {
      title: 'De volgende run leest het opnieuw',
      meaning:
        'Iemand heeft de verbinding met het doel verwijderd of het opnieuw laten afleveren. De volgende run leest het bij de bron en zoekt het op bij het doel.',
      todo: 'Je hoeft niets te doen; wil je het eerder weten, voer de stroom dan nu uit.',
    },
    flow_paused: {
      title: 'De stroom is gepauzeerd',
      meaning: 'Een gepauzeerde stroom loopt niet automatisch.',
      todo: 'Schakel de stroom in op de pagina van de integratie, of start hem zelf.',
    },
    flow_failed: {
      title: 'De laatste run van deze stroom is mislukt',
      meaning: 'De run eindigde voordat hij bij dit record kwam, of terwijl hij ermee bezig was.',
      todo: 'Bekijk de run: daar staat waarom. Voer de stroom daarna opnieuw uit.',
    },
    connection_needs_attention: {
      title: 'Een koppeling vraagt aandacht',
      meaning: 'Koppel heeft geen toegang tot een van de twee applicaties, dus wordt er niets afgeleverd.',
      todo: 'Open de koppeling en geef opnieuw toegang, of test hem opnieuw.',
    },
    run_waiting: {
      title: 'De run die het aflevert, wacht',
      meaning:
        'Een applicatie is niet bereikbaar, of de limiet voor verzoeken is bereikt. De run gaat automatisch verder.',
      todo: 'Je hoeft niets te doen.',
    },
  },
  nextRun: (moment: string) => `De volgende run van de stroom is ${moment}.`,
  toIssue: 'Naar het probleem',
  toRun: 'Naar de run',
  toFlow: 'Naar de integratie',
  toConnections: 'Naar de koppelingen',
  factsTitle: 'Over dit record',
  noTarget: 'Daar nog niet aanwezig',
  targetGone: 'Daar niet meer aanwezig',
  lastRun: 'Laatste run',
  sidesTitle: 'Beide kanten',
  sideSource: 'Bij de bron',
  sideTarget: 'Bij het doel',
  keyOf: (key: string) => `Sleutel: ${key}`,
  linkedRecord: 'Verbonden record',
  amountUnknown: 'Koppel heeft niet gelezen op welk bedrag het nu uitkomt.',
  takenBackDocument: (document: string) => `${document} is teruggenomen`,
  totalsDiffer: 'De totalen zijn niet gelijk',
  differenceOf: (amount: string) => `Het verschil is ${amount}.`,
  currenciesDiffer: 'Ze zijn in verschillende valuta’s.',
  checkDifference:
    'Het bedrag bij het doel is dat van de laatste keer dat Koppel het document schreef of las. In het antwoord hierboven staat wat er aan de hand is.',
  related: {
    order: 'De bestelling waar ze bij hoort',
    credit: { own: 'Crediteringen van deze bestelling', beside: 'Andere crediteringen van dezelfde bestelling' },
    payment: { own: 'Betalingen van deze bestelling', beside: 'Andere betalingen van dezelfde bestelling' },
  },
  readAt: (moment: string) => `De stroom heeft de bron ${moment} voor het laatst gelezen.`,
  deletions: (every: string, moment: string) =>
    `Of het daar is verwijderd, wordt elke ${every} gecontroleerd, ${moment} voor het laatst.`,
  reasonAbove: 'Om de reden hierboven.',
  timelineTitle: 'Tijdlijn',
  timelineHelp: 'Wat er is gedaan, het nieuwste eerst. Kies een poging om de gegevens hieronder te zien.',
  older: (count: number) => `${formatCount(count)} oudere`,
  documentWas: {
    created: (document: string, amount: string) => `${document} van ${amount} is aangemaakt`,
    updated: (document: string, amount: string) => `${document} is gewijzigd en komt uit op ${amount}`,
    unchanged: (document: string, amount: string) => `${document} van ${amount} was er al`,
    withdrawn: (document: string, amount: string) => `${document} van ${amount} is teruggenomen`,
  },
  actionKinds: {
    unlinked: 'Verbinding verwijderd',
    delivered_again: 'Met de hand opnieuw afgeleverd',
    linked: 'Met de hand verbonden',
    done: 'Met de hand gedaan bij het doel',
  },
  actionBy: (who: string | undefined) => `Door ${who ?? 'iemand die niet meer bekend is'}`,
  actionTarget: (key: string, number: string | undefined) =>
    number ? `Bij het doel: ${number}` : `Sleutel bij het doel: ${key}`,
  actionsTitle: 'Wat je kunt doen',
  deliverHelp:
    'Opnieuw afleveren leest het record nu bij de bron en levert het af, ook als het niet is veranderd. Verwijder de verbinding als het met het verkeerde record bij het doel is verbonden, of met een record dat daar is verwijderd.',
  deliveredAlong:
    'Het wordt afgeleverd samen met de records die het nodig hebben. Verwijder de verbinding als het met het verkeerde record bij het doel is verbonden, of met een record dat daar is verwijderd.',
  deliverAgain: 'Opnieuw afleveren',
  deliveringAgain: 'Het wordt opnieuw afgeleverd.',
  followRun: 'Volg de run',
  unlink: 'Verbinding verwijderen',
  unlinkTitle: (key: string) => `Verbinding van ${key} verwijderen?`,
  unlinkQuestion: (number: string | undefined) =>
    `Koppel vergeet ${number ? `dat dit record bij het doel ${number} is` : 'welk record van het doel dit is'}. Bij het doel zelf verandert niets. De volgende run zoekt het record daar op en verbindt het weer als het wordt gevonden.`,
  unlinkRisk:
    'Wordt het daar niet gevonden, bijvoorbeeld omdat het nummer is veranderd, dan wordt het nog eens aangemaakt: het doel heeft het dan twee keer. Verwijder daar het oude als dat verkeerd is.',
  times: (count: number, since: string) => `${formatCount(count)} keer achter elkaar, sinds ${since}`,
  show: 'Gegevens tonen',
  hide: 'Gegevens verbergen',
  showOf: (when: string) => `Gegevens tonen van ${when}`,
  shown: 'Staat hieronder',
  byRun: (trigger: string) => `Run: ${trigger.toLowerCase()}`,
  stages: {
    read: 'Gelezen',
    mapped: 'Vertaald',
    compared: 'Vergeleken',
    written: 'Geschreven',
  },
  stageStates: {
    done: 'gedaan',
    stopped: 'hier gestopt',
    not_needed: 'niet nodig',
    not_reached: 'niet bereikt',
  },
  stagesTitle: 'Voortgang van het record',
  payloadsTitle: (when: string) => `Gegevens van ${when}`,
  panes: 'Stadia van de gegevens',
  source: 'Bij de bron',
  sourceHelp: 'Zoals het is gelezen.',
  canonical: 'In Koppel',
  canonicalHelp: 'Vertaald, voor elke applicatie hetzelfde.',
  target: 'Voor het doel',
  targetHelp: 'Zoals het is vergeleken en, waar het verschilde, geschreven.',
  notKept: 'Het record kwam niet zo ver, of de gegevens worden niet meer bewaard.',
  nothingKept: 'De gegevens van deze poging worden niet meer bewaard. Het resultaat blijft bekend.',
  find: 'Zoeken in de gegevens',
  copy: 'Kopiëren',
  copyOf: (stage: string) => `Kopiëren: ${stage}`,
  copied: 'Gekopieerd',
  legend: 'De tekens vergelijken een waarde met het volgende stadium:',
  marks: { same: 'gelijk', differs: 'anders' },
  view: {
    entries: (count: number) => formatPlural(count, 'regel', 'regels'),
    nothingFound: 'Hier niet gevonden.',
    showRest: (count: number) => `Nog ${formatCount(count)} tonen`,
    empty: 'leeg',
  },
};
