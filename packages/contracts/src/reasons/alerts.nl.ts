import type { alertsEn } from './alerts.en.js';

export const alertsNl: Record<keyof typeof alertsEn, string> = {
  'alert.connection_needs_attention_subject': '{organization}: de koppeling "{name}" heeft je nodig',
  'alert.connection_needs_attention':
    'Koppel kan niet meer inloggen met de koppeling "{name}", en alleen een mens kan dat herstellen. Open haar: log opnieuw in, of verbeter de velden. Tot dan wachten de records; er gaat niets verloren.',
  'alert.connection_needs_attention_healed':
    'De koppeling "{name}" werkt weer, of is verwijderd. Records die erop wachten, gaan vanzelf verder zodra ze werkt.',
  'alert.flow_failing_subject': '{organization}: de stroom {name, term} mislukt',
  'alert.flow_failing':
    'De stroom {name, term} is sinds {since, date} niet tot het einde gekomen: de laatste runs mislukten ({count}). De pagina van de stroom zegt waarom en wat te doen.',
  'alert.flow_failing_healed': 'De stroom {name, term} mislukt niet meer.',
  'alert.issues_open_subject': '{organization}: records van de stroom {name, term} zijn niet afgeleverd',
  'alert.issues_open':
    'Records van de stroom {name, term} zijn niet afgeleverd, allemaal met dezelfde oorzaak ({count}). Ze wachten op een mens; de andere zijn er wel.',
  'alert.issues_open_healed': 'Geen record van de stroom {name, term} heeft deze oorzaak nog.',
  'alert.subject_several': '{organization}: {count} zaken hebben je nodig',
  'alert.connection_needs_attention_healed_subject': '{organization}: de koppeling "{name}" heeft je niet meer nodig',
  'alert.flow_failing_healed_subject': '{organization}: de stroom {name, term} mislukt niet meer',
  'alert.issues_open_healed_subject': '{organization}: problemen van de stroom {name, term} zijn voorbij',
  'alert.subject_healed_several': '{organization}: {count} zaken zijn weer in orde',
  'alert.subject_changes': '{organization}: {count} veranderingen',
  'alert.introduction': 'Dit is nieuw bij {organization}:',
  'alert.more': 'En nog {count}. Ze staan allemaal in Koppel.',
  'alert.why':
    'Eigenaren en beheerders van de organisatie krijgen dit. Je hoort het één keer, en nog eens als het voorbij is.',
  'alert.open_connection': 'De koppeling openen',
  'alert.open_flow': 'De stroom openen',
  'alert.open_issues': 'De problemen openen',
  'alert.open_koppel': 'Koppel openen',
  'alert.mail_not_sent': 'De mailserver nam de mail niet aan.',
};
