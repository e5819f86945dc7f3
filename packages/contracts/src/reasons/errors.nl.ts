import type { ErrorCode } from '../errors.js';

export const errorsNl: Record<ErrorCode, string> = {
  'request.invalid': 'De aanvraag klopt niet.',
  'request.unauthenticated': 'Je bent niet ingelogd, of je sessie is afgelopen. Log in en probeer het opnieuw.',
  'request.key_refused': 'De API-sleutel opent niets.',
  'request.forbidden': 'Dit mag je niet.',
  'request.second_factor_required':
    'Deze organisatie vereist een tweede factor, en die heb je niet getoond. Log in je browser in bij Koppel: daar stel je hem in, of log in met je passkey.',
  'request.conflict': 'Dit kan nu niet.',
  'request.too_large': 'De aanvraag is groter dan {kilobytes} kB. Stuur minder in één keer.',
  'request.too_many': 'Er kwamen te veel aanvragen tegelijk. Probeer het over {seconds} seconden opnieuw.',
  'service.unavailable':
    'Een onderdeel van Koppel antwoordt op dit moment niet. Er is niets verloren gegaan; probeer het over een minuut opnieuw.',
  'service.defect':
    'Er ging iets mis in Koppel. Er is niets verloren gegaan; probeer het opnieuw en meld het als het weer gebeurt.',
  'service.answer_too_large': 'Het antwoord is groter dan 1 MB. Vraag minder in één keer op.',
  'application.not_found': 'Koppel kent deze applicatie niet. Kies er een uit de lijst met applicaties.',
  'package.not_found': 'Dit pakket bestaat niet voor deze twee applicaties. Kies er een uit de lijst met pakketten.',
  'flow_definition.not_found':
    'Deze stroom wordt voor deze applicaties niet meer aangeboden en kan dus niet worden gewijzigd. Verwijder het pakket.',
  'connection.not_found':
    'Deze koppeling bestaat niet in je organisatie; misschien is ze verwijderd. Ga terug naar de lijst met koppelingen.',
  'connection.fields_invalid': 'De koppeling is niet opgeslagen: sommige velden kloppen nog niet.',
  'connection.in_use':
    'De koppeling wordt gebruikt door {integrations} en is daarom niet verwijderd. Verwijder eerst deze integraties.',
  'connection.not_authorized':
    '"{connection}" heeft nog geen toegang tot {application}, dus er kan niets worden gelezen of geschreven. Open de koppeling en kies Toegang geven.',
  'connection.needs_attention': 'De koppeling heeft aandacht nodig voordat ze gebruikt kan worden.',
  'connection.application_down':
    'De applicatie antwoordt op dit moment niet. Probeer het over een paar minuten opnieuw.',
  'authorization.state_invalid':
    'Deze autorisatie is verlopen, al gebruikt of ergens anders begonnen; er is niets gewijzigd. Kies opnieuw Toegang geven bij de koppeling.',
  'authorization.denied':
    'De toegang is bij de applicatie geweigerd; er is niets gewijzigd. Kies opnieuw Toegang geven en sta het bij de applicatie toe.',
  'authorization.refused': 'De applicatie heeft de autorisatie afgebroken, dus er is nog geen toegang.',
  'integration.not_found':
    'Deze integratie bestaat niet in je organisatie; misschien is ze verwijderd. Ga terug naar de lijst met integraties.',
  'integration.connections_unsuitable': 'Deze twee koppelingen passen niet bij elkaar. Kies andere.',
  'flow.not_found': 'Deze stroom bestaat niet in je organisatie; misschien is het pakket verwijderd.',
  'flow.settings_invalid': 'De instellingen zijn niet opgeslagen: sommige kloppen nog niet.',
  'flow.schedule_invalid':
    'Het schema is niet opgeslagen: geef vijf cronvelden, zoals 0 * * * *, en een IANA-tijdzone, zoals Europe/Amsterdam.',
  'flow.disabled': 'De stroom is gepauzeerd. Schakel hem eerst in.',
  'flow.version_conflict':
    'Iemand anders heeft deze stroom intussen gewijzigd; jouw wijziging is niet opgeslagen. Laad de stroom opnieuw en herhaal je wijziging.',
  'run.not_found': 'Deze run bestaat niet in je organisatie. Ga terug naar de lijst met runs.',
  'run.already_active':
    'Deze stroom draait al, of wacht om verder te gaan. Twee runs van één stroom lopen nooit door elkaar: wacht erop, of annuleer eerst de lopende.',
  'run.waits_for_limit':
    'De verzoeken aan de applicatie zijn op. Een verzoek voor het einde van die limiet wordt geweigerd en kan haar verlengen. De run gaat daarna vanzelf verder; je hoeft niets te doen.',
  'run.not_cancellable': 'De run is al afgelopen, er valt niets meer te annuleren.',
  'issue.not_found': 'Dit probleem bestaat niet in je organisatie. Ga terug naar de lijst met problemen.',
  'issue.not_open': 'Dit probleem staat niet meer open.',
  'issue.payload_invalid': 'Het gewijzigde record is niet opgeslagen.',
  'issue.not_linkable': 'Het record is niet verbonden.',
  'record.not_found':
    'Nog geen run van je organisatie heeft zo’n record gelezen. Zoek het op een andere sleutel, of laat de stroom lopen.',
  'record.not_linked':
    'Dit record is niet verbonden met een record bij het doel, dus er valt niets te vergeten. De volgende run zoekt het daar op.',
  'record.not_deliverable':
    'Dit record heeft geen eigen stroom: het wordt afgeleverd samen met de records die het nodig hebben. Lever een daarvan opnieuw af.',
  'preview.not_found': 'Dit voorbeeld bestaat niet; voorbeelden worden een dag bewaard. Start het opnieuw.',
  'draft.not_found': 'Dit concept is er niet meer. Begin de wizard opnieuw.',
  'webhook.not_found':
    'Deze webhook bestaat niet in je organisatie; misschien is hij verwijderd. Ga terug naar de lijst met webhooks.',
  'webhook.disabled': 'Deze webhook staat uit, er wordt niets naartoe gestuurd. Schakel hem eerst in.',
  'webhook.address_refused':
    'Alleen openbare adressen die met https:// beginnen en geen gebruikersnaam of wachtwoord bevatten kunnen worden aangeroepen. Vul een ander adres in.',
  'organization_deletion.not_found': 'Er is geen verwijdering van een organisatie met dit id.',
  'webhook_delivery.not_found': 'Deze bezorging bestaat niet in je organisatie; bezorgingen worden 30 dagen bewaard.',
  'mail.not_sent':
    'De mailserver nam de mail niet aan. Probeer het over enkele minuten opnieuw; wie Koppel beheert vindt de oorzaak in het logboek.',
  'api_key.not_found': 'Zo’n API-sleutel heb je niet, of hij is ingetrokken. Herlaad de lijst.',
  'invitation.not_found':
    'Deze uitnodiging is aangenomen, ingetrokken of verlopen. Vraag wie je uitnodigde om een nieuwe.',
};
