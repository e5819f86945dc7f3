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
  'alert.flow_silent_subject': '{organization}: de stroom {name, term} loopt niet',
  'alert.flow_silent':
    'De stroom {name, term} had moeten lopen en deed dat sinds {since, date} niet. Geplande tijden die voorbijgingen: {count}. Voer hem nu uit op zijn pagina: start hij niet, dan staat daar waarom.',
  'alert.flow_silent_healed_subject': '{organization}: voorbij: de stroom {name, term} liep niet',
  'alert.flow_silent_healed': 'De stroom {name, term} loopt weer, of is uitgezet.',
  'alert.run_stuck_subject': '{organization}: de stroom {name, term} komt niet verder',
  'alert.run_stuck':
    'Een run van de stroom {name, term} heeft al langer niets afgeleverd dan zijn runs ooit duren. Volle uren tot nu: {count}. De pagina van de stroom zegt waarop de run wacht. Wacht hij nergens op, annuleer de run dan en start hem opnieuw: hij gaat verder waar hij was.',
  'alert.run_stuck_healed_subject': '{organization}: voorbij: de stroom {name, term} kwam niet verder',
  'alert.run_stuck_healed': 'De stroom {name, term} komt weer verder, of zijn run is afgelopen.',
  'alert.orders_missing_subject': '{organization}: langer dan anders geen bestellingen',
  'alert.orders_missing':
    'De stroom {name, term} loopt en vindt geen nieuwe bestelling, veel langer dan ooit in twee maanden. Volle uren tot nu: {count}. Kijk in de winkel of daar bestellingen binnenkomen, en op de pagina van de stroom welke hij neemt.',
  'alert.orders_missing_healed_subject': '{organization}: voorbij: langer dan anders geen bestellingen',
  'alert.orders_missing_healed': 'De stroom {name, term} levert weer bestellingen af, of is uitgezet.',
  'alert.subject_several': '{organization}: {count} zaken hebben je nodig',
  'alert.connection_needs_attention_healed_subject': '{organization}: de koppeling "{name}" heeft je niet meer nodig',
  'alert.flow_failing_healed_subject': '{organization}: de stroom {name, term} mislukt niet meer',
  'alert.issues_open_healed_subject': '{organization}: problemen van de stroom {name, term} zijn voorbij',
  'alert.subject_healed_several': '{organization}: {count} zaken zijn weer in orde',
  'alert.subject_changes': '{organization}: {count} veranderingen',
  'alert.introduction': 'Dit is nieuw bij {organization}:',
  'alert.more': 'En nog {count}. Ze staan allemaal in Koppel.',
  'alert.why':
    'Je krijgt dit vanwege je meldingen in Koppel. Je hoort het één keer, en nog eens als het voorbij is. Wat je krijgt en wanneer, kies je onder Meldingen in het menu van je account.',
  'alert.open_connection': 'De koppeling openen',
  'alert.open_flow': 'De stroom openen',
  'alert.open_issues': 'De problemen openen',
  'alert.open_koppel': 'Koppel openen',
  'alert.no_mail': 'Dit Koppel verstuurt geen mail. Wie Koppel beheert, kan dat veranderen (SMTP_URL).',
  'alert.address_not_shown':
    'Er is nog niet gebleken dat dit adres van jou is, dus er wordt niets naartoe gemaild. Log uit, kies ‘Wachtwoord vergeten?’ en volg de link in de mail die je krijgt: daaruit blijkt het.',
  'alert.mail_not_sent': 'De mailserver nam de mail niet aan.',
};
