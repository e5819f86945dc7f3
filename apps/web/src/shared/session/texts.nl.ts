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
};
