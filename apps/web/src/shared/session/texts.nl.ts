import type { Translated } from '../i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Dat is niet gelukt',
  refused: 'De server weigerde het. Laad de pagina opnieuw en probeer het nog eens.',
  tooMany: 'Er waren te veel pogingen. Wacht een paar minuten en probeer het opnieuw.',
  refusals: {
    PASSWORD_TOO_EASY:
      'Dit wachtwoord is makkelijk te raden. Gebruik woorden die alleen voor jou bij elkaar horen, of een wachtwoordmanager.',
    PASSWORD_TOO_SHORT: 'Een wachtwoord heeft minstens 12 tekens.',
    INVALID_PASSWORD: 'Het huidige wachtwoord klopt niet.',
    INVALID_CODE: 'De code klopt niet. Vul de code in die de app nu toont; de klok van dat apparaat moet gelijk lopen.',
    INVALID_BACKUP_CODE: 'Deze herstelcode klopt niet of is al gebruikt. Elke code werkt één keer.',
    TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Te veel verkeerde codes. Begin opnieuw met je wachtwoord.',
    ACCOUNT_TEMPORARILY_LOCKED: 'Te veel verkeerde codes. Wacht een kwartier en begin dan opnieuw met je wachtwoord.',
    INVALID_TWO_FACTOR_COOKIE: 'Het inloggen duurde te lang. Begin opnieuw met je wachtwoord.',
    CODE_USED: 'Deze code is al gebruikt. Wacht tot de app de volgende toont.',
    SECOND_FACTOR_REQUIRED:
      'Deze organisatie vereist een tweede factor, en die heb je niet getoond. Laad de pagina opnieuw om verder te gaan.',
    TWO_FACTOR_ALREADY_SHOWN: 'Je bent al ingelogd. Laad de pagina opnieuw.',
    SECRET_UNREADABLE:
      'Koppel kan je tweede factor niet meer lezen. Vraag wie Koppel beheert hem uit te zetten; daarna kun je hem opnieuw instellen.',
    PASSKEY_FIRST:
      'Je organisatie vereist een tweede factor, en die van jou is een passkey. Log uit en log ermee in; ben je hem kwijt, vraag dan hulp aan wie Koppel beheert.',
    PASSKEY_KNOWN: 'Deze passkey was al toegevoegd.',
    PASSKEY_LIMIT: 'Je hebt tien passkeys, en meer kan niet. Verwijder er eerst een.',
    PASSKEY_NOT_FOUND: 'Deze passkey is al verwijderd. Laad de pagina opnieuw.',
    PASSKEY_REFUSED: 'De passkey is geweigerd. Probeer het opnieuw, of log in met je wachtwoord.',
    PASSKEY_TOO_LATE: 'Dit duurde te lang. Begin opnieuw.',
    PASSKEY_UNKNOWN:
      'Koppel kent deze passkey niet: hij is hier verwijderd. Verwijder hem ook op je apparaat en log in met je wachtwoord.',
    INVALID_TOKEN: 'Deze link is al gebruikt of verlopen. Vraag een nieuwe aan.',
    USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: 'Deze persoon is al lid.',
    USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION: 'Deze persoon is al uitgenodigd. Verstuur die uitnodiging opnieuw.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER:
      'Een organisatie heeft een eigenaar nodig. Maak eerst iemand anders eigenaar.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER:
      'Een organisatie heeft een eigenaar nodig. Maak eerst iemand anders eigenaar.',
    YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: 'Alleen een eigenaar wijzigt of benoemt een eigenaar.',
    YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: 'Alleen een eigenaar benoemt een eigenaar.',
    EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION:
      'Er is nog niet gebleken dat dit e-mailadres van jou is. Kies "Wachtwoord vergeten?" op de inlogpagina: met de link in die mail laat je dat zien.',
    YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION:
      'Deze uitnodiging is voor een ander e-mailadres dan waarmee je bent ingelogd.',
  },
  passkey: {
    unused:
      'Je browser gaf geen passkey: het is afgebroken, duurde te lang, of er is er hier geen. Probeer het opnieuw.',
    known: 'Dit apparaat heeft al een passkey voor je account.',
    wrongAddress: 'Browsers gebruiken passkeys alleen op het adres van Koppel. Vraag het aan wie Koppel beheert.',
  },
  secondStep: {
    codeHelp:
      'Je account heeft een tweede factor. Open je authenticator-app en vul de code in die hij voor Koppel toont.',
    code: 'Code die de app toont',
    recoveryHelp:
      'Elk van je herstelcodes werkt één keer. Stel je tweede factor snel opnieuw in als je de app kwijt bent.',
    recoveryCode: 'Herstelcode',
    codeMissing: 'Vul de code in.',
    submit: 'Inloggen',
    useRecoveryCode: 'Een herstelcode gebruiken',
    useApp: 'De app gebruiken',
    restart: 'Opnieuw beginnen',
  },
};
