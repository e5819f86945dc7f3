import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

const untaken = 'Exact Online nam het record niet aan:';
const lookUp = 'Zoek het op in Exact Online; sla dit record over als het hetzelfde is.';
const vatUncertain = 'De btw-code voor {rate} % in {country} staat niet vast:';
const addVatCode =
  'Voeg een regel "{key}" met de juiste code toe aan de instelling "Btw-codes" van deze stroom en probeer de bestelling opnieuw.';

export const nl: ReasonMessages<keyof typeof en> = {
  'exact_online.login_ended':
    'Exact Online accepteert de inlog van deze koppeling niet meer. Open de koppeling en geef opnieuw toegang; de stromen gaan verder waar ze stopten.',
  'exact_online.division_closed':
    'Exact Online laat deze gebruiker niet toe tot divisie {division}. Het nummer klopt niet of de gebruiker heeft geen toegang tot die administratie: corrigeer de divisie in de koppeling, of laat de beheerder ervan in Exact Online de gebruiker toevoegen.',
  'exact_online.forbidden':
    'Exact Online weigert toegang tot {right, term} ({said}). De gebruiker die toegang gaf mist dit recht, of de app heeft er geen toestemming voor: geef beide in Exact Online, geef daarna opnieuw toegang en test de koppeling.',
  'exact_online.write_forbidden':
    'In Exact Online mag Koppel {right, term} niet aanmaken of wijzigen ({said}). De gebruiker die toegang gaf mist het recht om ze te bewerken, of de app heeft geen toestemming om te schrijven: geef beide in Exact Online, geef daarna opnieuw toegang en test de koppeling.',
  'exact_online.blocked':
    'Exact Online weigerde binnen een uur meerdere verzoeken voor {right, term} en blokkeert ze na het tiende een uur lang. Koppel gaat na dat uur vanzelf verder; kijk intussen naar de problemen van deze stroom en herstel wat ze noemen.',
  'exact_online.minute_limit':
    'Volgens Exact Online zijn de verzoeken van deze minuut voor deze app en divisie op. Koppel gaat binnen {minutes} min. vanzelf verder; komt dit vaak voor, laat de stromen dan minder vaak lopen of vraag Exact om een hogere limiet.',
  'exact_online.day_limit':
    'Volgens Exact Online zijn de verzoeken van deze dag voor deze app en divisie op. Koppel gaat binnen {minutes} min. vanzelf verder; komt dit vaak voor, laat de stromen dan minder vaak lopen of vraag Exact om een hogere limiet.',
  'exact_online.question_refused':
    'Exact Online begreep een vraag over {right, term} niet ({said}). Er is niets verloren gegaan; meld dit aan de makers van Koppel.',
  'exact_online.not_found':
    'Exact Online kent niet wat er bij "{endpoint}" gevraagd werd. Is daar een record verwijderd, verwijder dan de verbinding op de pagina van het record onder Records: de volgende run zoekt het op of maakt het opnieuw aan. Meld dit anders aan de makers van Koppel.',
  'exact_online.value_mandatory': `${untaken} "{said}" moet ingevuld zijn. Vul het in de webshop in of in de instellingen van de stroom en probeer het opnieuw.`,
  'exact_online.value_invalid': `${untaken} "{said}" is daar niet geldig. Controleer die waarde in de webshop en in de instellingen van de stroom en probeer het opnieuw.`,
  'exact_online.exists_already': `${untaken} "{said}" bestaat al. ${lookUp}`,
  'exact_online.record_exists': `Exact Online heeft dit record al. ${lookUp}`,
  'exact_online.record_refused': `${untaken} {said}. Controleer het record en de instellingen van de stroom en probeer het opnieuw.`,
  'exact_online.record_refused_silently':
    'Exact Online nam het record niet aan en gaf geen reden. Controleer het record en de instellingen van de stroom en probeer het opnieuw.',
  'exact_online.unexpected_answer':
    'Exact Online beantwoordde een vraag over "{endpoint}" met iets dat niet zijn gegevensformaat is. Misschien is er onderhoud; Koppel probeert het zelf opnieuw.',
  'exact_online.answer_without_key':
    'Exact Online beantwoordde een nieuw record zonder {key}, dus het is niet zeker dat het is opgeslagen. Koppel zoekt het op voordat het opnieuw probeert.',
  'exact_online.next_page_elsewhere':
    'De verwijzing van Exact Online naar de volgende pagina leidt naar een ander adres ({host}). Koppel volgt haar niet, want dan zou de inlog meegaan. Controleer het adres van de sandbox of proxy, of meld dit aan de makers van Koppel.',
  'exact_online.currency_unknown':
    'Exact Online zegt niet wat de valuta van divisie {division} is: de gebruiker mag die administratie niet zien. Geef de gebruiker toegang in Exact Online en test de koppeling.',

  'exact_online.not_a_webshop_item': 'Het artikel is in Exact Online niet als webshopartikel aangevinkt.',
  'exact_online.not_a_sales_item': 'Het artikel is in Exact Online geen verkoopartikel.',
  'exact_online.not_a_stock_item': 'Het artikel heeft in Exact Online geen voorraad: het is geen voorraadartikel.',
  'exact_online.item_deleted': 'Het artikel is verwijderd in Exact Online.',
  'exact_online.item_not_yet_sold': 'Het artikel wordt niet vóór {day, date} verkocht.',
  'exact_online.item_not_sold_any_more': 'De laatste dag waarop het artikel wordt verkocht was {day, date}.',
  'exact_online.item_ended': 'Het artikel is in Exact Online beëindigd; de laatste prijs blijft staan.',
  'exact_online.item_without_price': 'Het artikel heeft in Exact Online geen verkoopprijs die vandaag geldt.',
  'exact_online.item_box_unknown':
    'Exact Online geeft het veld "{column}" van artikel {item} niet, dus Koppel kan niet weten of het artikel in de webshop hoort, en liet het daar zoals het is. Controleer de rechten van de gebruiker en de licentie van de administratie. Laat de stroom daarna één keer vanaf het begin lopen.',
  'exact_online.item_field_invalid':
    'Artikel {item} is niet bruikbaar: het veld "{column}" ontbreekt of is niet geldig in Exact Online. Vul het daar in; het artikel komt vanzelf opnieuw.',
  'exact_online.number_unreadable':
    'De kolom {column} van artikel {item} is in Exact Online {value}, en dat is geen getal. Er is niets doorgegeven, want het zou een ander getal zijn. Corrigeer het daar; het artikel komt vanzelf opnieuw.',
  'exact_online.item_without_code':
    'Artikel {item} heeft in Exact Online geen code, dus de voorraad kan niet worden verstuurd. Geef het daar een code; het komt vanzelf opnieuw.',
  'exact_online.price_without_vat_code':
    'De prijs van artikel {item} is inclusief btw, maar het artikel heeft geen btw-code verkoop die zegt hoeveel. Kies er een in Exact Online; de prijs komt vanzelf opnieuw.',
  'exact_online.price_field_invalid':
    'De prijs van artikel {item} is niet bruikbaar: {column} ontbreekt of is niet geldig in Exact Online. Corrigeer het daar; de prijs komt vanzelf opnieuw.',
  'exact_online.price_not_on_list':
    'Artikel {item} heeft op de lijst {list} geen prijs die vandaag geldt, dus de prijs voor alle klanten is doorgegeven. Hoort het een andere te hebben, zet die dan in Exact Online op de lijst.',
  'exact_online.price_other_currency':
    'De prijzen van artikel {item} die vandaag gelden zijn in {currencies}, en de stroom geeft {currency} door: in plaats daarvan is de standaard verkoopprijs doorgegeven. Is dat niet de bedoeling, geef het artikel dan in Exact Online een prijs in {currency}.',
  'exact_online.item_price_other_currency':
    'Het artikel heeft alleen prijzen in {currencies}, en de stroom geeft {currency} door. Geef het in Exact Online een prijs in {currency}.',
  'exact_online.price_is_zero':
    'De prijs van het artikel is in Exact Online 0, en de instellingen van de stroom laten zulke prijzen weg.',
  'exact_online.price_zero':
    'De prijs van artikel {item} is in Exact Online 0, dus de webshop zou het weggeven. Vul daar de prijs in en hij komt vanzelf opnieuw; is het artikel gratis, zet dan "Prijzen van 0" in de instellingen van de stroom op doorgeven.',
  'exact_online.price_negative':
    'De prijs van artikel {item} is in Exact Online {amount}. Geen webshop vraagt een prijs onder 0, dus hij is niet doorgegeven. Corrigeer hem daar; de prijs komt vanzelf opnieuw.',
  'exact_online.offer_not_lower':
    'De aanbieding van artikel {item} is {amount} zonder btw en de gewone prijs {regular}, dus het is geen aanbieding en ze is niet doorgegeven. Corrigeer een van de twee in Exact Online.',
  'exact_online.price_list_unknown':
    'Exact Online heeft geen prijslijst {code}, dus er is geen prijs doorgegeven. Kies een van deze in de instellingen van de stroom: {known}.',
  'exact_online.price_list_of_groups':
    'De prijslijst {code} heeft prijzen van artikelgroepen en niet van artikelen, dus er is geen prijs doorgegeven. Kies in de instellingen van de stroom een lijst van artikelen.',
  'exact_online.price_list_currency':
    'De prijslijst {code} is in {listCurrency}, en de stroom geeft prijzen in {currency} door, dus er is geen prijs doorgegeven. Kies in de instellingen van de stroom een lijst in {currency}, of zet "Valuta van de prijzen" op {listCurrency} als de webshop daarin verkoopt.',
  'exact_online.warehouse_unknown':
    'Exact Online heeft geen magazijn {unknown}, dus er is geen voorraad verstuurd. Corrigeer de instelling "Magazijnen" van deze stroom; er zijn: {known}.',

  'exact_online.account_missing':
    'Exact Online heeft geen relatie met code {code}, waarop de bestellingen van gasten worden geboekt. Maak haar daar aan of corrigeer de instelling "Klant voor alle gasten"; de bestelling wordt dan vanzelf afgeleverd.',
  'exact_online.chosen_account_missing':
    'Exact Online heeft geen relatie met code {code}, die voor deze klant is gekozen. Maak die daar aan of verbeter de instelling "Klanten en hun relaties"; daarna gaat de bestelling vanzelf door.',
  'exact_online.customer_several':
    'Exact Online heeft meerdere relaties die "{name}" kunnen zijn: {accounts}. Voeg ze daar samen en probeer de bestelling opnieuw, of zet "{key}" met de juiste relatie in de instelling "Klanten en hun relaties" van deze stroom.',
  'exact_online.customer_other_name':
    'Het btw-nummer van "{name}" staat in Exact Online onder een andere naam: {accounts}. Is het hetzelfde bedrijf, zet dan "{key}" met die relatie in de instelling "Klanten en hun relaties" van deze stroom. Zo niet, verbeter dan het btw-nummer en probeer de bestelling opnieuw.',
  'exact_online.new_customer_payment_condition_unknown':
    'Nieuwe klanten moeten betalingsconditie "{code}" krijgen, en die heeft Exact Online niet. Kies een andere in de instelling "Nieuwe klanten: betalingsconditie, per land" van deze stroom, en probeer een bestelling die daardoor een probleem is opnieuw.',
  'exact_online.new_customer_vat_code_unknown':
    'Nieuwe klanten moeten btw-code "{code}" krijgen, en die heeft Exact Online niet of is er geblokkeerd. Kies een andere in de instelling "Nieuwe klanten: btw-code, per land" van deze stroom, en probeer een bestelling die daardoor een probleem is opnieuw.',
  'exact_online.shared_debtor_missing':
    'Exact Online heeft geen relatie met code {code}, waarop alle bestellingen van dit land worden geboekt. Maak die daar aan of verbeter de instelling "Eén klant voor alle bestellingen, per land"; daarna gaat de bestelling vanzelf door.',
  'exact_online.shared_debtor_supply':
    'Bestelling {order} is zonder btw verkocht aan een bedrijf elders in de EU ({vatNumber}). De btw-aangifte noemt haar onder dat nummer, dus ze kan niet op klant {code} die anderen ook gebruiken. Geef bedrijven een eigen klant in de instellingen van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.guest_account_required':
    'Bestellingen van gasten moeten op één klant worden geboekt: kies die klant hier, of maak voor elke gast een klant aan.',
  'exact_online.difference_item_required':
    'Verschillen van het totaal moeten worden geboekt: kies hier het artikel daarvoor, of laat zulke bestellingen op jou wachten.',
  'exact_online.replacement_item_required':
    'Regels zonder artikel moeten op het vervangende artikel worden geboekt: kies dat hier, of kies voor zulke artikelen iets anders.',
  'exact_online.order_without_account':
    'Bestelling {order} kwam zonder de relatie van de klant. Meld dit aan de makers van Koppel.',
  'exact_online.account_gone':
    'De klant van bestelling {order} is in Exact Online verwijderd terwijl de bestelling werd geboekt. Ze is niet geboekt; probeer het opnieuw, dan wordt de klant opgezocht of opnieuw aangemaakt.',
  'exact_online.order_deleted':
    'Bestelling {order} is in Exact Online verwijderd nadat ze was geboekt, en geen andere order heeft daar haar referentie. Koppel boekt haar niet vanzelf opnieuw: verwijder de verbinding op haar pagina onder Records, dan boekt de volgende run haar opnieuw, of sla haar hier over.',
  'exact_online.order_changed':
    'In de webshop is {order} gewijzigd na het boeken: document {number} is {total, money, currency}, nu komt het op {newTotal, money, currency} uit. Wijzig het document in Exact Online en kies hier "Ik heb het gedaan"; of laat Koppel dat voortaan doen, met de instelling "Als een geboekte bestelling in de webshop wijzigt" van de stroom voor bestellingen.',
  'exact_online.document_closed':
    'In de webshop is {order} gewijzigd, maar document {number} is in Exact Online geleverd, gefactureerd of definitief gemaakt, of de periode ervan is afgesloten. Het blijft dus zoals het is: {total, money, currency}, terwijl {order} nu op {newTotal, money, currency} uitkomt. Boek het verschil in Exact Online en kies hier "Ik heb het gedaan"; of laat Koppel zulke documenten crediteren en opnieuw boeken, met de instelling "Als zo’n document niet meer openstaat" van de stroom voor bestellingen, en probeer het opnieuw.',
  'exact_online.document_closed_by_payment':
    'In de webshop is {order} gewijzigd, maar document {number} is in Exact Online betaald en mag daar niet meer worden gewijzigd ({said}). Het blijft dus zoals het is: {total, money, currency}, terwijl {order} nu op {newTotal, money, currency} uitkomt. Boek het verschil in Exact Online en kies hier "Ik heb het gedaan"; of laat Koppel zulke documenten crediteren en opnieuw boeken, met de instelling "Als zo’n document niet meer openstaat" van de stroom voor bestellingen, en probeer het opnieuw. Betalingen blijven dan bij het document dat betaald is: letter in Exact Online af wat openstaat.',
  'exact_online.order_over':
    'In de webshop is {order} geannuleerd of verwijderd, en document {number} van {total, money, currency} staat nog in Exact Online. Verwijder of crediteer het daar en kies hier "Ik heb het gedaan"; of laat Koppel het voortaan verwijderen, met de instelling "Als een geboekte bestelling in de webshop wordt geannuleerd of verwijderd" van de stroom voor bestellingen.',
  'exact_online.order_over_closed':
    'In de webshop is {order} geannuleerd of verwijderd, maar document {number} van {total, money, currency} is in Exact Online geleverd, gefactureerd of definitief gemaakt, of de periode ervan is afgesloten. Koppel verwijdert het daarom niet. Draai het daar terug, meestal met een creditfactuur, en kies hier "Ik heb het gedaan"; of laat Koppel zulke documenten crediteren, met de instelling "Als zo’n document niet meer openstaat" van de stroom voor bestellingen, en probeer het opnieuw.',
  'exact_online.removal_refused':
    'In de webshop is {order} geannuleerd of verwijderd, en Exact Online laat document {number} van {total, money, currency} niet verwijderen ({said}). Annuleer het daar of draai het terug met een creditfactuur, en kies hier "Ik heb het gedaan".',
  'exact_online.removal_awaits_payment':
    'In de webshop is {order} geannuleerd of verwijderd, en document {number} van {total, money, currency} is in Exact Online betaald, dus kan het nu niet worden verwijderd. Zodra alles wat betaald was in de webshop is terugbetaald, neemt de stroom voor betalingen de betaling terug en wordt het document vanzelf verwijderd. Draai het anders daar terug met een creditfactuur en kies hier "Ik heb het gedaan"; of laat Koppel zulke documenten crediteren, met de instelling "Als zo’n document niet meer openstaat" van de stroom voor bestellingen.',
  'exact_online.document_removed':
    'Het is in de webshop geannuleerd of verwijderd, dus is document {number} van {total, money, currency} in Exact Online verwijderd.',
  'exact_online.document_gone_already':
    'Het is in de webshop geannuleerd of verwijderd, en het document ervan was in Exact Online al verwijderd.',
  'exact_online.document_left':
    'Document {number} staat in Exact Online niet meer open. De regels zijn die van de bestelling, dus is het gelaten zoals het is; een gewijzigd adres staat er niet op.',
  'exact_online.document_credited':
    'Het is in de webshop geannuleerd of verwijderd, en document {number} van {total, money, currency} stond in Exact Online niet meer open. Daarom is het gecrediteerd.',
  'exact_online.document_replaced':
    'Document {number} van {total, money, currency} stond in Exact Online niet meer open. Daarom is het gecrediteerd, en is de bestelling opnieuw geboekt zoals ze nu is.',
  'exact_online.credited_document_was_paid':
    'Document {number} was betaald, en de betaling blijft erbij staan. De creditering {credit} blijft in Exact Online dus openstaan: letter die daar af met het document dat opnieuw is geboekt, of met wat de klant terugkrijgt.',
  'exact_online.refund_not_booked':
    'Van bestelling {order} is in de webshop {amount, money, currency} terugbetaald, en geen stroom van deze integratie boekt dat. Schakel de stroom Crediteringen in, zet daar "Terugbetalingen om op te halen" op alle, en probeer het opnieuw; of boek de terugbetaling zelf in Exact Online en kies hier "Ik heb het gedaan".',
  'exact_online.credit_spread':
    'Terugbetaling {credit} geeft {amount, money, currency} van bestelling {order} terug zonder te zeggen waarvan. Boek ze zelf in Exact Online en sla ze hier over; of laat Koppel het bedrag over de btw-tarieven van de bestelling verdelen, met de instelling "Terugbetalingen van een bedrag, zonder regels" van deze stroom, en probeer het opnieuw.',
  'exact_online.credit_without_order':
    'Het document van de bestelling waar terugbetaling {credit} bij hoort, is in Exact Online verwijderd, dus valt er niets te crediteren. Verwijder de verbinding van de bestelling op haar pagina onder Records, zodat de volgende run haar opnieuw boekt, en probeer het opnieuw; of sla de terugbetaling hier over.',
  'exact_online.credit_left_out': 'Het is een creditorder, en de instellingen van deze stroom slaan die over.',
  'exact_online.credit_by_hand':
    '{order} is een creditorder, en de instellingen van deze stroom laten die aan jou. Boek haar met de hand in Exact Online en sla haar hier over.',
  'exact_online.order_empty': 'Alle regels zijn leeg: er is niets verkocht en niets berekend.',
  'exact_online.cost_item_not_chosen':
    'De bestelling heeft "{line}", waarvoor geen artikel is gekozen. Kies het artikel voor {kind, term} in de instellingen van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.cost_item_missing':
    'Exact Online heeft geen artikel {item}, waarop "{line}" moet worden geboekt. Maak het daar aan, als verkoopartikel zonder voorraad, of corrigeer het artikel voor {kind, term} in de instellingen van deze stroom; de bestelling wordt dan vanzelf afgeleverd.',
  'exact_online.line_without_code':
    'De regel "{line}" heeft in de webshop geen artikelcode (het product is daar misschien verwijderd), dus ze kan niet op een artikel worden geboekt. Kies er een artikel voor in de instelling "Vervangend artikel" van deze stroom, of geef de regel in de webshop een code (SKU); probeer de bestelling daarna opnieuw.',
  'exact_online.item_code_too_long':
    'De artikelcode "{item}" van de regel "{line}" heeft {length} tekens, en een code in Exact Online heeft er hoogstens {max}: zo’n artikel kan daar nooit bestaan. Kies er een artikel voor in de instelling "Vervangend artikel" van deze stroom, of geef het artikel in de webshop een kortere code (SKU); probeer de bestelling daarna opnieuw.',
  'exact_online.item_awaited':
    'Exact Online heeft geen artikel {item} ("{line}"). De bestelling wacht en wordt vanzelf afgeleverd zodra er een artikel met precies die code is; hoofdletters tellen mee. Is de code van het artikel in de webshop gewijzigd? Open dan het record ervan in de productstroom en lever het opnieuw af: de bestelling volgt. Koppel kan zulke artikelen aanmaken: kies dat in de instelling "Als een artikel niet in Exact Online staat" van deze stroom.',
  'exact_online.item_missing':
    'Exact Online heeft geen artikel {item} ("{line}"). Maak een artikel met precies die code aan (hoofdletters tellen mee), of laat Koppel het aanmaken met de instelling "Als een artikel niet in Exact Online staat" van deze stroom; probeer de bestelling daarna opnieuw.',
  'exact_online.replacement_missing':
    'Exact Online heeft geen artikel "{replacement}", dat ontbrekende artikelen zoals {item} moet vervangen. Corrigeer de instelling "Vervangend artikel" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.new_item_group_unknown':
    'Nieuwe artikelen moeten in artikelgroep "{value}" komen, en die heeft Exact Online niet. Kies een andere in de instelling "Nieuwe artikelen: artikelgroep" van deze stroom; een bestelling die erop wacht, wordt dan opnieuw geprobeerd.',
  'exact_online.new_item_vat_code_unknown':
    'Nieuwe artikelen moeten btw-code "{value}" krijgen, en die heeft Exact Online niet of is er geblokkeerd. Kies een andere in de instelling "Nieuwe artikelen: btw-code" van deze stroom; een bestelling die erop wacht, wordt dan opnieuw geprobeerd.',
  'exact_online.new_item_unit_unknown':
    'Nieuwe artikelen moeten de eenheid "{value}" krijgen, en die heeft Exact Online niet. Kies een andere in de instelling "Nieuwe artikelen: eenheid" van deze stroom; een bestelling die erop wacht, wordt dan opnieuw geprobeerd.',
  'exact_online.currency_missing':
    'De bestelling is in {currency}, een valuta die Exact Online niet heeft. Voeg die daar toe, met de wisselkoers; de bestelling wordt dan vanzelf afgeleverd. Tot die tijd wordt er niets van geschreven, ook de klant niet.',
  'exact_online.price_not_calculable':
    '{quantity} stuks voor samen {total, money, currency} ({line}) geven geen prijs waarmee Exact Online kan rekenen. Boek deze bestelling met de hand en sla haar hier over.',
  'exact_online.reference_taken':
    'Exact Online heeft al {document, term} {number} van {name} met de referentie {reference}: {total, money, currency} van {date, date}, die in totaal, dag of koper niet bij deze bestelling past. Ze is niet geboekt. Is het een andere order, kies dan een voorvoegsel in de instelling "Voorvoegsel van het ordernummer" van deze stroom en probeer het opnieuw. Is het dezelfde, kies hier dan "Het is hetzelfde": ze blijft in Exact Online zoals ze is.',
  'exact_online.total_differs':
    'Bestelling {order} zou in Exact Online op {inclVat, money, currency} inclusief btw komen, maar de klant betaalde {shopInclVat, money, currency}. Ze is niet geboekt. Controleer de btw-codes en de artikelen die de instellingen van deze stroom noemen en probeer het opnieuw; of boek haar zelf en sla haar hier over.',
  'exact_online.not_taken_back':
    'Bestelling {order} kan niet worden geboekt zoals haar bon zegt, en Exact Online weigert de {document, term} die ervoor was begonnen te verwijderen: {said}. Verwijder die daar zelf en zoek dan de oorzaak: probeer je de bestelling daarna opnieuw, dan wordt die genoemd.',
  'exact_online.total_unexplained':
    'De regels van de bestelling komen op {sum, money, currency}, maar de klant betaalde {total, money, currency}: {difference, money, currency} wordt door geen regel verklaard. Misschien is een cadeaubon of tegoed gebruikt. Kies in de instelling "Als het totaal niet de som van de regels is" van deze stroom om het verschil te boeken, kies het artikel daarvoor en probeer het opnieuw; of boek de bestelling zelf en sla haar hier over.',
  'exact_online.payment_condition_unknown':
    'Exact Online heeft geen betalingsconditie "{condition}". Corrigeer de instelling "Betalingscondities" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.delivery_warehouse_unknown':
    'Exact Online heeft geen magazijn "{warehouse}". Corrigeer de instelling "Magazijn voor leveringen" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.vat_code_other_rate': `${vatUncertain} de instelling noemt code {code}, en die is in Exact Online {percent} %. ${addVatCode}`,
  'exact_online.vat_code_unknown': `${vatUncertain} de instelling noemt code {code}, die Exact Online niet heeft. ${addVatCode}`,
  'exact_online.vat_code_blocked': `${vatUncertain} de instelling noemt code {code}, en die is in Exact Online geblokkeerd. ${addVatCode}`,
  'exact_online.vat_code_other_country': `${vatUncertain} de instelling noemt code {code}, en die is voor de btw van {of}. ${addVatCode}`,
  'exact_online.vat_code_none': `${vatUncertain} Exact Online heeft geen btw-code met dat percentage. ${addVatCode}`,
  'exact_online.vat_code_foreign':
    'De bestelling heeft {rate} % btw van {country}, en Exact Online heeft geen btw-code van {country} met dat percentage. Koppel boekt die btw niet uit zichzelf op een code van je eigen land. Maak de code daar aan (éénloketsysteem); of zet, als je er je eigen btw berekent, een regel "{key}" met je eigen code in de instelling "Btw-codes" van deze stroom. Probeer de bestelling daarna opnieuw.',
  'exact_online.vat_country_unclear':
    'De bestelling gaat naar {country} met {rate} % btw, en de webshop zegt niet van welk land die btw is; Exact Online heeft geen btw-code van {country} met dat percentage. Bereken je daar je eigen btw, zet dan een regel "{key}" met je eigen code in de instelling "Btw-codes" van deze stroom; maak anders in Exact Online een code van {country} aan (éénloketsysteem). Probeer de bestelling daarna opnieuw.',
  'exact_online.vat_code_compound':
    'Er zijn meerdere belastingen boven op elkaar berekend, samen {rate} % in {country}, en Exact Online heeft geen btw-code met dat percentage. Maak er een aan, of zet een regel "{key}" met de juiste code in de instelling "Btw-codes" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.vat_rate_unclear':
    'De webshop berekende {vat, money, currency} btw over {exclVat, money, currency} in {country} en zegt niet welk tarief dat is; geen btw-code van Exact Online geeft dit bedrag, of meer dan één. Controleer de belastingen van de bestelling in de webshop, of boek haar zelf en sla haar hier over.',
  'exact_online.vat_zero_without_number':
    'De bestelling gaat zonder btw naar {country}, en de webshop heeft geen geldig btw-nummer van de koper: het is dus geen levering aan een bedrijf binnen de EU. Zet het btw-nummer in de webshop bij de bestelling, of zet een regel "{key}" met de juiste code in de instelling "Btw-codes" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.vat_number_refused':
    'De bestelling gaat zonder btw naar {country}, en VIES kent het btw-nummer {number} van de koper niet. Vraag het na bij de koper en verbeter het in de webshop; klopt het toch, zet dan een regel "{key}" met de juiste code in de instelling "Btw-codes" van deze stroom. Probeer de bestelling daarna opnieuw.',
  'exact_online.vies_silent':
    'VIES gaf geen antwoord; het btw-nummer {number} is daarom alleen op zijn vorm aangenomen. Wil je het zeker weten, zoek het dan zelf op in VIES.',
  'exact_online.chamber_number':
    'In het veld voor het btw-nummer staat {number}, en dat is een KvK-nummer. De klant heeft daarvan dus geen btw-nummer gekregen; verbeter het in de webshop als de koper er een heeft.',
  'exact_online.vat_code_ambiguous': `${vatUncertain} deze passen, en ze betekenen op de btw-aangifte iets anders: {codes}. ${addVatCode}`,
  'exact_online.no_vat_code_unusable':
    'Btw-code {code} is gekozen voor cadeaubonnen, tegoed en afrondingen, maar Exact Online heeft die code niet, heeft haar geblokkeerd, of ze is niet 0 %. Kies een andere in de instelling "Btw-code voor wat geen verkoop is" van deze stroom.',
  'exact_online.no_vat_code_none':
    'De bestelling heeft een cadeaubon, tegoed, een verschil of een afrondingsregel. Dat is geen verkoop, en Exact Online heeft er geen btw-code van het type "Geen btw" voor. Maak die daar aan, of kies een code in de instelling "Btw-code voor wat geen verkoop is" van deze stroom; probeer de bestelling daarna opnieuw.',
  'exact_online.no_vat_code_several':
    'De bestelling heeft een cadeaubon, tegoed, een verschil of een afrondingsregel. Dat is geen verkoop, en Exact Online heeft er meerdere btw-codes van het type "Geen btw" voor: {codes}. Kies er een in de instelling "Btw-code voor wat geen verkoop is" van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.vat_entry_unknown':
    'Exact Online heeft geen btw-code {code}. Kies er een uit de lijst, of maak haar eerst aan in Exact Online.',
  'exact_online.vat_entry_blocked':
    'Btw-code {code} is in Exact Online geblokkeerd. Kies een andere, of hef de blokkade daar eerst op.',
  'exact_online.vat_entry_other_rate':
    'Btw-code {code} is in Exact Online {percent} %, en deze regel is voor {rate} %. Kies een code van {rate} %.',
  'exact_online.vat_entry_other_country':
    'Btw-code {code} is in Exact Online voor de btw van {country}, en deze regel is voor {key}. Kies een andere code.',
  'exact_online.vat_entry_own_code':
    'Regel "{key}" boekt wat de webshop in andere landen berekent op btw-code {code} van je eigen land, en dan telt het als je eigen btw. Laat dat zo als je daar je eigen btw berekent; voor btw van een ander land (éénloketsysteem) is een code van dat land nodig.',
  'exact_online.vat_entry_twice': '"{key}" en "{other}" gaan over dezelfde btw. Verwijder een van beide regels.',
  'exact_online.vat_gap_home':
    'Exact Online heeft geen btw-code met dit percentage. Maak er daar een aan, of verbeter het tarief in de webshop; tot dan worden zulke bestellingen een probleem.',
  'exact_online.vat_gap_foreign':
    'Exact Online heeft geen btw-code van dit land met dit percentage. Is het btw van dat land, maak de code daar dan aan (éénloketsysteem); bereken je er je eigen btw, kies dan je eigen code. Tot dan worden zulke bestellingen een probleem.',
  'exact_online.vat_gap_everywhere':
    'De webshop berekent dit percentage in elk land zonder eigen tarief en zegt niet van wie die btw is. Is het je eigen btw, kies dan je eigen code; geef anders in de webshop elk land zijn tarieven. Tot dan worden zulke bestellingen naar andere landen een probleem.',
  'exact_online.vat_gap_several':
    'Er passen meerdere btw-codes: {codes}. Kies er een; tot dan krijgen bestellingen {first}.',
  'exact_online.vat_gap_zero':
    'Verkoop zonder btw in je eigen land: welke btw-code klopt, staat niet vast. Deze passen: {codes}. Kies er een als je zo verkoopt; tot dan worden zulke bestellingen een probleem.',
  'exact_online.vat_gap_intra_community':
    'Verkoop zonder btw aan bedrijven in andere EU-landen: welke btw-code klopt, staat niet vast. Deze passen: {codes}. Kies er een als je zo verkoopt; tot dan worden zulke bestellingen een probleem.',
  'exact_online.vat_gap_export':
    'Verkoop zonder btw buiten de EU: welke btw-code klopt, staat niet vast. Deze passen: {codes}. Kies er een als je zo verkoopt; tot dan worden zulke bestellingen een probleem.',

  'exact_online.journal_not_chosen':
    'Exact Online heeft meerdere verkoopdagboeken, of geen, en er is er geen gekozen: {known}. Kies het dagboek voor bestellingen van de webshop in de instelling "Facturen en boekingen: verkoopdagboek" van deze stroom.',
  'exact_online.journal_unknown':
    'Exact Online heeft geen verkoopdagboek {journal}. Kies een ander in de instelling "Facturen en boekingen: verkoopdagboek" van deze stroom; er zijn: {known}.',
  'exact_online.cost_center_unknown':
    'Exact Online heeft geen kostenplaats {code}. Corrigeer de instelling "Facturen en boekingen: kostenplaats" van deze stroom.',
  'exact_online.cost_unit_unknown':
    'Exact Online heeft geen kostendrager {code}. Corrigeer de instelling "Facturen en boekingen: kostendrager" van deze stroom.',
  'exact_online.period_closed':
    '{day, date} valt in periode {period} van {year}, die in Exact Online is afgesloten voor het dagboek, en volgens de instellingen van de stroom voor bestellingen wacht wat daarin valt. Open de periode daar, of laat het in de eerstvolgende open periode boeken; probeer het daarna opnieuw.',
  'exact_online.no_open_period':
    '{day, date} valt in periode {period} van {year}, die in Exact Online is afgesloten voor het dagboek, en er is geen latere periode open. Open er daar een en probeer het daarna opnieuw.',
  'exact_online.booked_in_next_period':
    'De periode van {day, date} is afgesloten in Exact Online, dus er is geboekt op {bookedOn, date}, de eerste dag van de eerstvolgende open periode.',
  'exact_online.layout_unknown':
    'Exact Online heeft geen factuurlay-out "{layout}" meer. Kies een andere in de instelling "Verkoopfacturen: lay-out" van deze stroom.',
  'exact_online.invoice_not_sent':
    'De factuur is definitief, maar Exact Online kon haar niet versturen zoals de instellingen van deze stroom zeggen: {said}. Verstuur haar vanuit Exact Online.',
  'exact_online.ledger_account_unknown':
    'Exact Online heeft geen grootboekrekening {code}. Kies een andere in de instellingen van deze stroom.',
  'exact_online.ledger_account_blocked':
    'Grootboekrekening {code} is geblokkeerd in Exact Online. Kies een andere in de instellingen van deze stroom, of hef de blokkering daar op.',
  'exact_online.ledger_account_not_chosen':
    'De bestelling heeft "{line}", en daarvoor is geen grootboekrekening gekozen. Kies de rekening voor {kind, term} in de instellingen van deze stroom en probeer de bestelling opnieuw.',
  'exact_online.revenue_account_not_chosen':
    'Voor "{line}" is geen omzetrekening gekozen. Voeg een regel "{key}" toe aan de instelling "Verkoopboekingen: omzetrekeningen" van deze stroom, of "*" voor alles wat er niet bij staat, en probeer de bestelling opnieuw.',
  'exact_online.difference_account_required':
    'Verschillen van het totaal moeten worden geboekt: kies hier de grootboekrekening daarvoor, of laat zulke bestellingen op jou wachten.',
  'exact_online.revenue_accounts_required':
    'Verkoopboekingen hebben een omzetrekening nodig. Voeg een regel "*" toe voor alle verkopen, of een per land en percentage.',

  'exact_online.sign_in': 'Exact Online bereiken en inloggen',
  'exact_online.sign_in_advice':
    'Kies bij de koppeling Toegang geven en log in met de gebruiker waarmee Koppel moet werken. Controleer het land als die pagina je niet kent.',
  'exact_online.no_open_division':
    'Exact Online laat Koppel binnen, maar zegt niet welke administratie voor deze gebruiker open is.',
  'exact_online.signed_in': 'Ingelogd als {user}.',
  'exact_online.division': 'De administratie openen',
  'exact_online.division_advice':
    'Kopieer het nummer achter "_Division_=" uit het adres terwijl de administratie in Exact Online open is, of laat de beheerder ervan de gebruiker toegang geven.',
  'exact_online.division_found': 'Divisie {division} is "{name}".',
  'exact_online.division_missing':
    'Deze gebruiker heeft geen divisie {division}. Wel te openen zijn onder meer: {others}.',
  'exact_online.no_division_at_all': 'Deze gebruiker heeft geen divisie {division} en kan er geen een openen.',
  'exact_online.read': 'Lezen: {what, term}',
  'exact_online.read_advice':
    'Geef de gebruiker in Exact Online het recht om {what, term} te bekijken en te bewerken, en vink hetzelfde aan bij de rechten van je app in het App Center. Geef daarna opnieuw toegang.',
  'exact_online.readable': 'Mag {what, term} lezen.',
  'exact_online.no_sales_journal':
    'Exact Online heeft geen verkoopdagboek, waarin facturen en verkoopboekingen staan. Maak er daar een aan.',
  'exact_online.licence_unknown':
    'Exact Online vertelt deze gebruiker niet wat de licentie omvat. Ontbreekt er iets, dan weigert Exact Online het en wordt de bestelling een probleem.',
  'exact_online.licence_does_not_name':
    'De functies van de licentie noemen dit niet, al laat Exact Online deze gebruiker het openen. Probeer één bestelling voordat je erop vertrouwt.',
  'exact_online.not_readable':
    'Mag {what, term} niet lezen. Stromen die dat nodig hebben, stoppen met die reden: geef het recht in Exact Online en vink het aan bij je app als je ze gebruikt. Verkoopboekingen hebben geen artikelen of voorraad nodig.',
  'exact_online.licence': 'Lezen wat de licentie omvat',
  'exact_online.licence_read': 'De licentie omvat: {features}.',
  'exact_online.document': 'Bestellingen als {document, term}',
  'exact_online.document_allowed': 'Bestellingen kunnen een {document, term} worden.',
  'exact_online.documents_advice':
    'Geef de gebruiker in Exact Online het recht om verkooporders, verkoopfacturen of verkoopboekingen te zien, te maken, te wijzigen en te verwijderen, en vink hetzelfde aan bij de rechten van je app in het App Center. Geef daarna opnieuw toegang.',
  'exact_online.no_document':
    'Exact Online staat deze gebruiker geen verkooporders, verkoopfacturen of verkoopboekingen toe, dus bestellingen kunnen niet worden geboekt.',
  'exact_online.currency': 'Valuta van de administratie',
  'exact_online.currency_advice': 'Stel in Exact Online de valuta van de administratie in, of kies een andere divisie.',
  'exact_online.no_currency': 'Exact Online noemt geen valuta voor deze administratie.',
  'exact_online.currency_found':
    'De administratie wordt gevoerd in {currency}; prijzen gaan in die valuta naar buiten, en bestellingen in een andere valuta houden de hunne.',
  'exact_online.webhook_taken':
    'Exact Online roept voor wijzigingen van "{topic}" een ander adres aan ({host}), en neemt per app één adres. Gebruikt niemand dat adres meer, verwijder dan de webhook ervan in het App Center; Koppel probeert het vanzelf opnieuw. Tot dan draait de stroom volgens zijn schema.',
  'exact_online.webhook_refused':
    'Exact Online neemt het adres van Koppel niet aan voor wijzigingen van "{topic}": {said}. De redirect-URI van je app moet op {host} staan. Pas hem aan in het App Center; Koppel probeert het vanzelf opnieuw. Tot dan draait de stroom volgens zijn schema.',
  'exact_online.field_client_id':
    'Neem de Client ID over zoals het App Center hem toont: letters, cijfers en streepjes.',
  'exact_online.field_client_secret': 'Neem het Client secret over van dezelfde pagina als de Client ID.',
  'exact_online.field_country':
    'Kies nl, be, fr of uk, in kleine letters: het land van je Exact Online-adres, bijvoorbeeld start.exactonline.nl.',
  'exact_online.field_division': 'De divisie is een nummer zoals 1234567, zonder punten of letters.',
};
