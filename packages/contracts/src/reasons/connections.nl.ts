import type { connectionsEn } from './connections.en.js';

export const connectionsNl: Record<keyof typeof connectionsEn, string> = {
  'connections.key_refused':
    '{application} weigert de sleutel van deze koppeling. Controleer hem in de velden van de koppeling, sla op en test de koppeling.',
  'connections.client_refused':
    '{application} accepteert de client-ID en het client secret van deze koppeling niet meer ({said}), dus de toegang kan niet worden vernieuwd. Neem beide opnieuw over uit de app bij {application}, sla op en kies Toegang geven.',
  'connections.grant_lost':
    '{application} accepteert de toegang van Koppel niet meer ({said}): ze is daar ingetrokken of te lang niet gebruikt. Records wachten tot je Toegang geven kiest en opnieuw inlogt bij {application}.',
  'connections.no_renewal':
    '{application} gaf geen mogelijkheid om de toegang te vernieuwen, en de toegang is verlopen. Records wachten tot je Toegang geven kiest en opnieuw inlogt bij {application}.',
  'connections.renewal_interrupted':
    'Een eerdere vernieuwing van de toegang werd onderbroken voordat het antwoord was opgeslagen; daarom accepteert {application} niet meer wat Koppel heeft. Records wachten tot je Toegang geven kiest en opnieuw inlogt bij {application}.',
  'connections.renewal_too_early': '{application} vernieuwt de toegang nog niet. Koppel probeert het zelf opnieuw.',
  'connections.renewal_refused':
    '{application} weigerde de toegang te vernieuwen ({said}). Koppel probeert het zelf opnieuw; blijft dit zo, kies dan Toegang geven.',
  'connections.renewal_failing':
    '{application} heeft de toegang van Koppel niet vernieuwd; ongebruikt eindigt die op {date, date}. Koppel blijft het proberen; staat dit hier over een dag nog, controleer dan of {application} bereikbaar is.',
  'connections.access_ended': 'De toegang is verlopen. Kies Toegang geven bij de koppeling.',
  'connections.access_missing':
    'Deze koppeling heeft geen toegang, terwijl dat wel zou moeten. Kies Toegang geven bij de koppeling.',
  'connections.no_access_now':
    '{application} geeft op dit moment geen nieuwe toegang. Er is niets verloren; Koppel probeert het zelf opnieuw, je hoeft niets te doen.',
  'connections.token_unreadable': '{application} antwoordde bij het inloggen met iets dat geen toegang is.',
  'connections.token_not_asked':
    'Inloggen bij {application} kon niet worden gevraagd: het adres, de client-ID of het client secret is niet geldig.',
  'connections.token_status': '{application} kon bij het inloggen even niet antwoorden (HTTP {status}).',
  'connections.token_address':
    'Het adres van {application} ({host}) mag niet worden aangeroepen: het is geen openbaar https-adres.',
  'connections.token_timeout': '{application} antwoordde bij het inloggen niet binnen {seconds} seconden.',
  'connections.token_cut':
    '{application} gaf bij het inloggen geen antwoord. De verbinding werd verbroken voordat het antwoord compleet was ({code}).',
  'connections.token_unreachable':
    '{application} gaf bij het inloggen geen antwoord. De applicatie is niet bereikbaar ({code}).',
  'connections.choices_late':
    '{application} deed te lang over het antwoord, dus de lijst kan nu niet worden getoond. Probeer het zo opnieuw, of typ de waarde in.',
  'connections.check_late': '{application} deed te lang over het antwoord.',
  'connections.too_many':
    'Je organisatie heeft {max} koppelingen, het maximum. Verwijder er een die niet gebruikt wordt.',
  'connections.changed_meanwhile':
    'Iemand anders heeft deze koppeling op hetzelfde moment gewijzigd; jouw wijziging is niet opgeslagen. Open de koppeling opnieuw en herhaal je wijziging.',
  'connections.client_unknown':
    '{application} accepteert de client-ID en het client secret van deze koppeling niet ({said}). Neem beide opnieuw over uit de app bij {application}, sla de koppeling op en kies opnieuw Toegang geven.',
  'connections.not_exchanged':
    '{application} gaf na het inloggen geen toegang ({said}). Controleer of de redirect-URI bij de app precies zo geregistreerd staat als in de handleiding, en kies opnieuw Toegang geven.',
  'connections.denied':
    'Bij {application} is geen toegang gegeven, dus Koppel kan daar niet lezen en niet schrijven. Was dat een vergissing, kies dan opnieuw Toegang geven en sta het toe.',
  'connections.broken_off':
    '{application} heeft de autorisatie afgebroken ({said}). Controleer de client-ID en de redirect-URI van de app, wacht een minuut en kies opnieuw Toegang geven.',
  'connections.broken_off_silently':
    '{application} heeft de autorisatie afgebroken zonder te zeggen waarom. Controleer de client-ID en de redirect-URI van de app, wacht een minuut en kies opnieuw Toegang geven.',
  'connections.authorize_again': 'Er is dus nog geen toegang. Wacht een minuut en kies opnieuw Toegang geven.',
  'connections.needs_no_authorization':
    '{application} heeft geen autorisatie nodig: de toegang staat in de velden van de koppeling. Ga terug en test de koppeling.',
  'connections.sign_in_first':
    'Er is hier niemand ingelogd, of de sessie is afgelopen; er is niets gewijzigd. Log eerst in en kies daarna Toegang geven bij de koppeling.',
  'connections.role':
    'Alleen eigenaren en beheerders van de organisatie mogen koppelingen toegang geven. Vraag het een van hen.',
  'connections.return_address':
    'Het adres om naar terug te gaan is geen pagina van Koppel; er is niets begonnen. Ga terug naar de koppeling en kies daar Toegang geven.',
  'connections.unknown_callback':
    'Koppel kent op dit adres geen applicatie; er is niets gewijzigd. Vergelijk de redirect-URI die bij de app geregistreerd staat met de handleiding.',
  'connections.attempt_unknown':
    'Dit antwoord hoort bij geen autorisatie die hier is begonnen. Er is niets gewijzigd. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_used':
    'Deze autorisatie was al afgerond; het antwoord werkt maar één keer. Er is niets gewijzigd. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_expired':
    'De autorisatie duurde langer dan toegestaan. Er is niets gewijzigd. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_other_session':
    'De autorisatie is in een andere sessie begonnen: rond haar af in de browser waarin je haar begon. Er is niets gewijzigd. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_other_application':
    'Het antwoord kwam terug voor een andere applicatie dan die waarom gevraagd was. Er is niets gewijzigd. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_edited':
    'De koppeling is gewijzigd terwijl je inlogde. Er is niets gewijzigd aan de toegang. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.attempt_interrupted':
    'Koppel werd onderbroken terwijl het de sleutels probeerde; ze zijn niet bewaard. Ga terug naar de koppeling en begin daar opnieuw.',
  'connections.approval_needs_public_url':
    '{application} geeft alleen sleutels aan een Koppel dat het kan bereiken, op een openbaar adres met https://. Dit Koppel staat op {address}. Maak zelf een sleutel in {application} en vul die hieronder in, of vraag de beheerder van dit Koppel om een openbaar adres.',
  'connections.approval_port':
    '{application} stuurt zijn sleutels alleen naar de poorten {ports}, en dit Koppel staat op poort {port}. Maak zelf een sleutel in {application} en vul die hieronder in, of vraag de beheerder van dit Koppel om een adres zonder poort.',
  'connections.approval_needs_https':
    'Verbinden kan alleen met een winkel met https://, zodat niemand de sleutels onderweg kan lezen. Maak zelf een sleutel in {application} en vul die hieronder in, of stel https in voor de winkel en wijzig hier het adres.',
  'connections.approval_denied':
    'Bij {application} is geen toegang gegeven, dus er is niets gekoppeld. Was dat een vergissing, kies dan opnieuw Verbinden en keur het daar goed.',
  'connections.approval_keys_missing':
    '{application} stuurde je terug, maar de sleutels zijn niet aangekomen. Meestal kan de server ervan {address} niet bereiken: een firewall of beveiligingsplug-in houdt dat tegen. Sta het toe en kies opnieuw Verbinden, of maak daar zelf een sleutel en vul die in.',
  'connections.approval_keys_unreadable':
    '{application} stuurde iets dat geen sleutel is; er is niets bewaard. Kies opnieuw Verbinden; blijft dit zo, maak daar dan zelf een sleutel en vul die in.',
  'connections.approval_not_tried':
    'De sleutels konden dus niet worden geprobeerd en zijn niet bewaard. Wacht een minuut en kies opnieuw Verbinden.',
  'connections.approval_key_left':
    'De sleutel die {application} voor Koppel maakte, wordt niet gebruikt; verwijder hem in {application}, in de lijst met sleutels.',
  'connections.approval_elsewhere':
    'De goedkeuring is in een andere browser of door iemand anders begonnen, dus de sleutels zijn niet bewaard. Kies Verbinden bij de koppeling en keur het goed in dezelfde browser.',
  'connections.approval_waiting': 'Koppel wacht op de sleutels van {application}. Deze pagina gaat vanzelf verder.',
  'connections.granted':
    'Koppel mag deze applicatie nu gebruiken. Dit venster sluit vanzelf; blijft het open, ga dan terug en test de koppeling.',
  'connections.not_ready':
    'Koppel is hier nu even niet klaar voor. Er is niets verloren gegaan; wacht een minuut en probeer het opnieuw.',
};
