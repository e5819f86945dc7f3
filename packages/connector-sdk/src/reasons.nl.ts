import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  'connector.reach': '{application} bereiken',
  'connector.step_skipped': 'Niet geprobeerd, omdat een eerdere stap mislukte.',
  'connector.test_soon': 'Wacht even en test opnieuw.',
  'connector.test_later':
    'Test over enkele minuten opnieuw. Blijft dit zo, controleer dan of de applicatie werkt en of deze server haar kan bereiken.',
  'connector.advice_blocked':
    'Vraag je hostingbedrijf, of wie de firewall, het CDN of de beveiligingsplug-in beheert, om verzoeken met de user agent "Koppel/0.1" aan de API door te laten. Test daarna opnieuw.',
  'connector.advice_page':
    'Open het adres in een browser en kijk wat daar staat: een onderhoudspagina, een controle op robots of een andere site. Corrigeer het adres, of vraag het hostingbedrijf om verzoeken aan de API door te laten; test daarna opnieuw.',
  'connector.advice_output':
    "Laat de beheerder het tonen van fouten van programma's op de site uitzetten (ze horen in een logbestand), en de plug-in bijwerken of uitschakelen die de melding noemt. Test daarna opnieuw.",
  'connector.advice_certificate':
    'Laat de beheerder of het hostingbedrijf het certificaat vernieuwen, voor precies dit adres en met de hele keten. Test daarna opnieuw.',
  'connector.advice_address': 'Corrigeer het adres in de velden van de koppeling, sla op en test opnieuw.',
  'connector.advice_unreachable':
    'Controleer of het adres goed is geschreven en in een browser opent. Is dat zo, vraag dan het hostingbedrijf of verzoeken van deze server worden doorgelaten. Test daarna opnieuw.',
  'connector.advice_slow':
    'Test over enkele minuten opnieuw. Blijft het traag, vraag dan het hostingbedrijf waarom de applicatie zo laat antwoordt.',
  'connector.no_outcome': 'Er is geen resultaat voor {record}. Meld dit aan de makers van Koppel.',
  'orders.before_date':
    'De bestelling is geplaatst op {day, date}, en volgens de instellingen van deze stroom worden bestellingen vanaf {from, date} opgehaald.',
  'orders.date_required':
    'Bestellingen moeten vanaf een datum worden opgehaald: vul die datum in, of kies bij "Bestellingen vanaf" een ander begin.',
  'orders.date_unreadable':
    'De datum "{said}" is niet te lezen, dus is niet bekend wanneer dit was. Corrigeer hem in de webshop en probeer opnieuw, of doe met de hand wat nodig is en sla dit over.',
  'orders.before_enabled':
    'De bestelling is geplaatst op {day, date}, voordat deze stroom werd ingeschakeld. Met de instelling "Bestellingen vanaf" kun je ook oudere bestellingen ophalen.',
  'orders.refunded_before_booking':
    'In de webshop is {amount, money, currency} van bestelling {order} terugbetaald voordat ze was geboekt, en geen stroom van deze integratie boekt dat. De bestelling is daarom ook niet geboekt. Schakel de stroom Crediteringen in en zet "Terugbetalingen om op te halen" daar op alle, of boek beide zelf en sla dit over.',
  'orders.refunded_whole':
    'Bestelling {order} is helemaal terugbetaald voordat ze was geboekt, dus er valt niets te boeken. Is de stroom Crediteringen van deze integratie ingeschakeld, dan worden zulke bestellingen samen met hun creditering geboekt.',
  'orders.refund_too_large':
    'In de webshop is {amount, money, currency} van bestelling {order} terugbetaald, maar daarvan is nog maar {left, money, currency} over. Corrigeer de bestelling of de terugbetaling in de webshop, of boek het zelf en sla dit over.',
  'orders.total_too_fine':
    'Bestelling {order} komt op {total, money, currency}, maar {currency} kent geen delen van een eenheid: dat kan niemand hebben betaald. Zet het aantal decimalen van de webshop op 0, corrigeer de bestelling daar en sla haar op; of boek haar zelf en sla dit over.',
  'orders.refund_before_enabled':
    'De terugbetaling is gedaan op {day, date}, voordat deze stroom werd ingeschakeld. Met de instelling "Terugbetalingen om op te halen" kun je ook oudere ophalen.',
  'orders.refund_of_nothing': 'Met de terugbetaling is geen geld teruggegeven.',
  'orders.payment_before_enabled':
    'De betaling is gedaan op {day, date}, voordat deze stroom werd ingeschakeld. Met de instelling "Betalingen om op te halen" kun je ook oudere ophalen.',
  'orders.refund_of_unpaid':
    'De webshop heeft een terugbetaling van bestelling {order}, maar geen betaling: er is geen geld ontvangen en dus ook niets teruggegeven.',
  'products.hidden':
    'Het wordt niet meer verkocht en is daarom verborgen in {application}. De geschiedenis blijft daar.',
  'products.hidden_already':
    'Het wordt niet meer verkocht. Het was al verborgen in {application}, dus er is niets gedaan; het blijft verborgen als het terugkomt.',
  'products.sold_out':
    'Het wordt niet meer verkocht en is daarom uitverkocht gezet in {application}: voorraad 0, en niet te bestellen zonder voorraad. Bezoekers zien het nog wel.',
  'products.sold_out_already':
    'Het wordt niet meer verkocht. Het was al uitverkocht in {application}, dus er is niets gedaan.',
  'products.left':
    'Het wordt niet meer verkocht en blijft in {application} zoals het is, omdat de instellingen van deze stroom dat zeggen. De prijs wordt niet meer bijgehouden, en de voorraad is zoals de voorraadstroom die achterlaat: verberg het daar met de hand als niemand het mag bestellen.',
  'products.stock_ended': 'Het wordt niet meer verkocht, daarom is de voorraad in {application} op 0 gezet.',
  'products.stock_left':
    'Het wordt niet meer verkocht, en de voorraad in {application} blijft zoals die het laatst is verstuurd.',
  'products.gone': 'Het wordt niet meer verkocht, en {application} heeft het ook niet meer.',
  'prices.vat_rate_missing':
    'De webshop houdt zijn prijzen met btw bij, en van "{sku}" is het btw-percentage niet bekend. De prijs is dus niet verstuurd: elk percentage zou een gok zijn. Geef het artikel bij de bron een btw-code, of vul in de instellingen van de stroom "Btw-percentage als er geen bekend is" in.',
  'prices.standard_vat_rate':
    'Het artikel "{sku}" heeft geen btw-code, dus de prijs is geschreven met de {rate} % btw uit de instellingen van de stroom. Geef het artikel bij de bron een btw-code als een ander percentage geldt.',
  'prices.charged_at_other_rate':
    'De prijs van "{sku}" is voor {rate} % btw gemaakt, maar de webshop rekent er {charged} % voor, door de belastingklasse "{taxClass}": het bedrag zonder btw, of wat kopers betalen, is anders dan bij de bron. Maak het product in de webshop belastbaar met de belastingklasse voor {rate} %, of verbeter de btw-code van het artikel bij de bron.',
  'products.will_hide': 'Het wordt niet meer verkocht: een run verbergt het in de webshop.',
  'products.will_sell_out': 'Het wordt niet meer verkocht: een run zet het uitverkocht in de webshop.',
  'products.will_leave': 'Het wordt niet meer verkocht: een run laat het in de webshop zoals het is.',
  'products.will_end_stock': 'Het wordt niet meer verkocht: een run zet de voorraad in de webshop op 0.',
  'products.name_cut':
    'De naam heeft {length} tekens en er passen er {most}, dus de rest is weggelaten. Maak de naam bij de bron korter.',
  'products.description_cut':
    'De omschrijving heeft {length} tekens en er passen er {most}, dus de rest is weggelaten. Maak haar bij de bron korter.',
  'products.unit_left_out':
    'De eenheid heeft {length} tekens en er passen er {most}, dus het is zonder eenheid afgeleverd. Verbeter de eenheid bij de bron.',
  'products.barcode_left_out':
    'De barcode "{barcode}" kan geen barcode zijn, dus het is zonder barcode afgeleverd. Verbeter de barcode bij de bron.',
  'products.barcode_refused':
    '{application} neemt de barcode "{barcode}" niet aan, dus het is zonder barcode afgeleverd: hij is daar niet geldig, of een ander product heeft hem. Verbeter de barcode bij de bron.',
  'http.address_invalid': 'Het adres van {application} is geen webadres. Corrigeer het in de velden van de koppeling.',
  'http.other_address':
    '{application} verwees naar een ander adres ({host} in plaats van {expected}); daarheen worden geen inloggegevens gestuurd. Controleer het adres in de velden van de koppeling.',
  'http.address_refused':
    'Het adres van {application} ({host}) mag niet worden aangeroepen: het is geen openbaar adres, of geen https. Corrigeer het in de velden van de koppeling, of laat de beheerder privéadressen toestaan.',
  'http.stopped':
    'Het verzoek aan {application} is gestopt. Koppel probeert het zelf opnieuw; bij schrijven wordt eerst opgezocht of het al gelukt is.',
  'http.timeout':
    '{application} antwoordde niet binnen {seconds} seconden. De applicatie is druk of slecht bereikbaar. Koppel probeert het zelf opnieuw; bij schrijven wordt eerst opgezocht of het al gelukt is.',
  'http.cut':
    'De verbinding met {application} werd verbroken voordat het antwoord compleet was ({code}). Koppel probeert het zelf opnieuw; bij schrijven wordt eerst opgezocht of het al gelukt is.',
  'http.unreachable':
    '{application} is niet bereikbaar ({code}): de applicatie ligt eruit, of het adres klopt niet. Koppel probeert het zelf opnieuw; blijft dit zo, controleer dan het adres in de velden van de koppeling.',
  'http.certificate':
    'Het certificaat van {application} is niet geldig ({code}), dus er is niets verstuurd. Laat de beheerder ervan het certificaat herstellen.',
  'http.answer_too_large':
    'Het antwoord van {application} is groter dan {mebibytes} MiB en is daarom niet gelezen. Vraag minder tegelijk op, of laat de beheerder de limiet verhogen.',
  'http.unexpected_content':
    '{application} antwoordde met iets anders dan de gevraagde gegevens ({contentType}). Misschien is er onderhoud, of klopt het adres niet. Koppel probeert het zelf opnieuw; blijft dit zo, controleer dan het adres in de velden van de koppeling.',
  'http.page':
    '{application} antwoordde met een webpagina in plaats van gegevens: {said}. Misschien is er onderhoud, een controle op robots, of staat er een andere site op dit adres. Koppel probeert het zelf opnieuw.',
  'http.broken_json':
    'De gegevens van {application} zijn stuk: een programma daar drukt iets af in de antwoorden. Ze beginnen met: {said}. Koppel probeert het zelf opnieuw.',
  'http.blocked':
    'Iets vóór {application}, zoals een firewall, een CDN of een beveiligingsplug-in, weigerde het verzoek (HTTP {status}): {said}. Het ligt niet aan de inloggegevens. Koppel probeert het zelf opnieuw.',
  'http.redirected':
    '{application} stuurde het verzoek door naar {target} (HTTP {status}); dat wordt niet gevolgd. Controleer het adres in de velden van de koppeling: https of http, met of zonder www.',
  'http.forbidden':
    '{application} weigerde het verzoek (HTTP {status}): {said}. Controleer de inloggegevens en de rechten van de gebruiker in de koppeling.',
  'http.rate_limit':
    '{application} weigerde het verzoek (HTTP {status}): {said}. De limiet op verzoeken is bereikt. Het werk gaat vanzelf verder; je hoeft niets te doen.',
  'http.request_too_large':
    '{application} weigerde het verzoek (HTTP {status}): {said}. Er is meer gestuurd dan de applicatie aanneemt. Maak het record kleiner, bijvoorbeeld de omschrijving, en probeer het opnieuw.',
  'http.server_error':
    'Het verzoek mislukte bij {application} (HTTP {status}): {said}. Dat is een fout van de applicatie. Koppel probeert het zelf opnieuw.',
  'http.unavailable':
    '{application} ligt eruit of is in onderhoud (HTTP {status}): {said}. Koppel probeert het zelf opnieuw.',
  'http.refused':
    '{application} weigerde het verzoek (HTTP {status}): {said}. Corrigeer de gegevens bij de bron, of pas de instellingen van de stroom aan, en probeer het opnieuw.',
  'budget.exhausted':
    'De limiet op verzoeken van de applicatie is bereikt. Het werk gaat over ongeveer {seconds} seconden vanzelf verder; je hoeft niets te doen.',
};
