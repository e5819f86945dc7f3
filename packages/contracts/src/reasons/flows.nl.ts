import type { flowsEn } from './flows.en.js';

export const flowsNl: Record<keyof typeof flowsEn, string> = {
  'runs.defect':
    'Er is in Koppel iets onverwachts misgegaan. Wat al is afgeleverd blijft bewaard, en niets wordt dubbel afgeleverd. Voer de stroom opnieuw uit; mislukt dat weer, meld het dan met het tijdstip van deze run.',
  'runs.stalled':
    'De run is een paar keer gestart en kwam niet verder; daarom is hij beëindigd. Er is niets verloren: de volgende run gaat op dezelfde plek verder. Mislukt die ook, meld het dan met het tijdstip van deze run.',
  'runs.gave_up':
    'Na {tries} pogingen zonder voortgang is de run beëindigd. Er is niets verloren: zodra de applicatie weer antwoordt, gaat de volgende run op dezelfde plek verder.',
  'runs.connector_missing':
    'Deze versie van Koppel heeft geen connector voor "{application}". Vraag je beheerder om Koppel bij te werken.',
  'flows.removed':
    'De stroom van dit record is uit de integratie verwijderd, dus er wordt niets meer mee afgeleverd. Kies het pakket opnieuw in de integratie om verder te gaan.',
  'flows.undone_by_other':
    'Het is terug. Wat Koppel op 0 had gezet zolang het weg was ({entity, term}), wordt opnieuw afgeleverd door de volgende run van de stroom daarvoor, die ingeschakeld moet zijn.',
  'flows.undone_by_nobody':
    'Het is terug. De {entity, term} is op 0 gezet zolang het weg was, en geen stroom van deze integratie levert die af. Zet die in de webshop met de hand.',
  'flows.connection_needs_attention':
    'De koppeling "{connection}" heeft aandacht nodig. Open de koppeling en verbeter wat er mis is; de volgende run gaat dan verder.',
  'flows.setting_shared':
    'Integraties met dezelfde waarde hier schrijven naar hetzelfde doel: {integrations}. Hun records kunnen daar voor elkaar worden aangezien. Geef een andere waarde aan de integratie die nog niets heeft afgeleverd.',
  'flows.hook_no_public_address':
    "Applicaties op internet kunnen Koppel niet aanroepen op {address}: dat vraagt een openbaar https-adres. De stroom draait volgens zijn schema. Wie Koppel beheert, kan het zo'n adres geven (KOPPEL_PUBLIC_URL).",
  'flows.hook_port':
    '{application} roept alleen de poorten {ports} aan, en dit Koppel staat op poort {port}. De stroom draait volgens zijn schema. Wie Koppel beheert, kan het een adres zonder poort geven (KOPPEL_PUBLIC_URL).',
  'issues.record_too_large': 'Het is {kilobytes} kB groot; het maximum is {max} kB.',
  'issues.flow_removed': 'De stroom ervan is verwijderd, dus niets kan het afleveren. Sla het over.',
  'issues.connector_missing': 'Deze versie van Koppel heeft geen connector voor een van de applicaties ervan.',
  'issues.no_target': 'Het noemt geen record bij het doel, dus er valt niets te verbinden.',
  'issues.target_linked':
    'Het record bij het doel is al verbonden met "{naturalKey}" van de stroom "{flow}", en hoort bij één record. Klopt dat niet, open dan "{naturalKey}" onder Records en verwijder daar eerst de verbinding.',
  'issues.retrying': 'Het record wordt op dit moment afgeleverd. Wacht op die run.',
  'issues.resolved': 'Het record is al afgeleverd, dus je hoeft niets te doen.',
  'issues.skipped': 'Iemand heeft ervoor gekozen het record voorgoed over te slaan.',
};
