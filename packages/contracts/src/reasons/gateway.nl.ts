import type { gatewayEn } from './gateway.en.js';

export const gatewayNl: Record<keyof typeof gatewayEn, string> = {
  'gateway.status_400': 'Ongeldige aanvraag',
  'gateway.status_401': 'Niet ingelogd',
  'gateway.status_403': 'Niet toegestaan',
  'gateway.status_404': 'Niet gevonden',
  'gateway.status_409': 'Nu niet mogelijk',
  'gateway.status_413': 'Te groot',
  'gateway.status_422': 'Nog niet goed',
  'gateway.status_429': 'Te veel aanvragen',
  'gateway.status_500': 'Er ging iets mis',
  'gateway.status_502': 'Geweigerd door de applicatie',
  'gateway.status_503': 'Nu niet beschikbaar',
  'gateway.role':
    'Je rol is {role, term}; hiervoor is de rol {needs, term} nodig. Vraag het een eigenaar van je organisatie.',
  'gateway.origin': 'Aanvragen vanaf {origin} worden geweigerd; open Koppel op {expected}.',
  'gateway.key_unknown':
    'De sleutel is niet bekend: hij is niet helemaal gekopieerd, of de eigenaar is geen lid van de organisatie meer. Maak een nieuwe op de pagina API-sleutels.',
  'gateway.key_expired': 'De sleutel is verlopen op {date, date}. Maak een nieuwe op de pagina API-sleutels.',
  'gateway.key_revoked': 'De sleutel is ingetrokken op {date, date}. Maak een nieuwe op de pagina API-sleutels.',
  'gateway.key_role':
    'De rol van wie de sleutel maakte, geeft geen rechten meer. Vraag het een eigenaar van de organisatie.',
  'gateway.key_second_factor':
    'De organisatie vereist een tweede factor, en de persoon van de sleutel heeft er geen. Log in bij Koppel en stel hem in; dan werkt de sleutel weer.',
  'gateway.second_factor_first':
    'Je hebt zelf geen tweede factor getoond en zou jezelf buitensluiten. Stel er eerst een in op de pagina Je account, of log in met je passkey.',
  'gateway.key_scope': 'De sleutel mist het bereik {scope}. Maak een sleutel die dat heeft.',
  'gateway.key_no_session': 'Een sleutel opent de bewerkingen van de API, en dit niet. Log hiervoor in.',
  'gateway.keys_full': 'Er zijn al {max} sleutels. Trek er een in die niet meer nodig is.',
  'gateway.password_wrong': 'Het wachtwoord klopt niet. Er is niets gewijzigd.',
  'gateway.no_operation': 'De API heeft geen {method} {path}. Kijk op /api/docs.',
  'gateway.content_type': 'Stuur de inhoud als application/json.',
  'gateway.unreadable': 'Ze is niet leesbaar; stuur geldige JSON in UTF-8.',
  'gateway.depth': 'De inhoud is dieper genest dan {levels} niveaus.',
  'gateway.owner_with_password':
    'Alleen een eigenaar kan een organisatie verwijderen, met het juiste wachtwoord. Er is niets verwijderd.',
  'gateway.too_many_streams':
    'Er staan te veel pagina’s van je organisatie tegelijk open. Sluit er een paar en herlaad.',
  'gateway.too_many_own_streams': 'Je hebt te veel pagina’s tegelijk open. Sluit er een paar en herlaad.',
  'gateway.password_easy':
    'Dit wachtwoord is makkelijk te raden. Gebruik woorden die alleen voor jou bij elkaar horen, of een wachtwoordmanager.',
  'gateway.password_short': 'Een wachtwoord heeft minstens {length} tekens.',
  'gateway.audit_unavailable':
    'Het auditlog kan nu niet worden bijgehouden; daarom is er niets gewijzigd. Probeer het over een minuut opnieuw.',
  'gateway.export_too_long':
    'Er zijn meer dan {max} regels. Kies een kortere periode en exporteer de periodes na elkaar.',
  'gateway.account_exists': '{email} heeft al een account. Log daarmee in en neem de uitnodiging dan aan.',
};
