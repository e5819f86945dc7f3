import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  'sync.cannot_read':
    '{application} kan geen records van de soort "{entity, term}" leveren, dus deze stroom kan niet draaien. Kies een ander pakket voor deze integratie.',
  'sync.cannot_write':
    '{application} kan geen records van de soort "{entity, term}" opslaan, dus deze stroom kan niet draaien. Kies een ander pakket voor deze integratie.',
  'sync.settings_invalid':
    'De instelling "{setting}" van deze stroom klopt niet, dus er is niets geschreven. Open de instellingen van de stroom, verbeter de waarde en voer de stroom opnieuw uit.',
  'sync.entity_not_taken':
    '{application} neemt geen records van de soort "{entity, term}" aan, en dit record heeft er een nodig. Kies andere instellingen voor deze stroom.',
  'sync.field_invalid':
    'Dit record ({entity, term}) is niet volledig of niet goed gevormd: "{path}" ontbreekt of heeft een waarde die niet past. Het is niet afgeleverd. Verbeter het bij de bron; de volgende run levert het af.',
  'sync.untranslatable':
    'Koppel kan dit record ({entity, term}) niet vertalen. Het is niet afgeleverd, alle andere wel. Vergelijk het met een record dat wel werkt, verbeter het bij de bron of meld het.',
  'sync.duplicate_key':
    'Twee records van de bron hebben bij het doel dezelfde sleutel "{naturalKey}": "{owner}" en "{sourceKey}". Alleen het eerste is afgeleverd, zodat ze elkaar niet overschrijven. Geef "{sourceKey}" bij de bron een eigen sleutel, of sla het hier over.',
  'sync.dependency_without_key':
    'Het record waar dit bij hoort ({entity, term}) heeft geen sleutel bij het doel, dus dit is niet afgeleverd. Lever dat record eerst af.',
  'sync.outcome_unknown':
    'De connector heeft voor dit record geen resultaat gemeld. Het wordt bij het doel opgezocht voordat het opnieuw wordt geprobeerd; meld dit.',
  'sync.refused_alone':
    '{application} weigert elk verzoek waar dit record in zit (HTTP {status}), en beantwoordt andere wel. Een firewall of beveiligingsplug-in ervoor struikelt meestal over iets in de tekst: haal code, adressen en ongewone tekens bij de bron uit het record, of laat de beheerder van {application} de verzoeken van Koppel toestaan. Het wordt vanzelf opnieuw geprobeerd; al het andere is bezorgd.',
  'sync.not_kept':
    '{application} nam het record aan en bewaarde "{kept}" waar "{sent}" was gestuurd ({field}). Een instelling of plug-in daar verandert het. Zorg dat {application} de waarde aanneemt, of verbeter die bij de bron of in de instellingen van de stroom, en probeer het opnieuw.',
  'sync.key_kept_otherwise':
    '{application} heeft het record onder "{kept}", en "{sent}" was gestuurd. Koppel vindt het onder beide, en levert bestellingen die een artikel "{kept}" noemen af met "{sent}". Er hoeft niets te gebeuren.',
  'sync.text_kept_otherwise':
    '{application} bewaart een andere tekst dan er is gestuurd: "{kept}" in plaats van "{sent}". Wat daar niet mag, wordt eruit gehaald. Pas de tekst bij de bron aan als het uitmaakt; verder hoeft er niets te gebeuren.',
  'sync.same_key_at_target':
    '{application} ziet "{naturalKey}" en "{otherKey}" als dezelfde sleutel: hoofdletters en accenten maken daar geen verschil. "{otherKey}" is bezorgd. Geef een van de twee bij de bron een andere code, of sla dit record over.',
  'sync.create_only':
    'Het bestaat al bij het doel, en volgens de instellingen maakt deze stroom alleen nieuwe records aan.',
  'sync.update_only':
    'Het bestaat niet bij het doel, en volgens de instellingen werkt deze stroom alleen bestaande records bij.',
  'sync.gone_at_source': 'Het is bij de bron verwijderd.',
  'sync.origin_missing':
    'Deze stroom heeft de stroom voor {entity, term} van dezelfde integratie nodig, en die is verwijderd. Voeg het pakket ervan weer toe aan de integratie.',
  'sync.waits_for_origin':
    'Het hoort bij een ander record ({entity, term} "{key}") dat nog niet bij het doel staat. Het wordt afgeleverd zodra dat er staat; kijk bij dat record naar de reden, en of zijn stroom is ingeschakeld.',
  'sync.withdrawn': 'Het is bij de bron geannuleerd of verwijderd, dus een run neemt terug wat ervan was afgeleverd.',
  'sync.many_left':
    'Het hoort bij de bron niet meer bij de selectie of staat er niet meer, samen met veel andere: meer dan de {limit} van {kept} die één run bij {application} uit de verkoop mag halen. Met geen van alle is iets gedaan. Vaak is een vakje of een groep leeggemaakt of een recht verloren: herstel dat bij de bron, dan eindigen deze problemen vanzelf. Is het de bedoeling, probeer ze dan hier allemaal opnieuw; dan worden ze uit de verkoop gehaald. De instelling "Hoeveel artikelen er tegelijk uit de verkoop mogen" van de stroom is de grens.',
  'sync.taken_back_by_hand':
    'Het is bij de bron geannuleerd of verwijderd, en iemand gaf aan dat wat ervan was afgeleverd nu klopt.',
  'sync.skipped_by_person': 'Iemand heeft ervoor gekozen dit record over te slaan.',
};
