import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  'vendure.call_forbidden':
    'Vendure weigerde het verzoek: {said}. Geef de gebruiker van de koppeling een rol met de rechten die de handleiding noemt, op het kanaal van de koppeling.',
  'vendure.call_fault':
    'Het verzoek mislukte bij Vendure: {said}. Dat is een fout in de webshop. Koppel probeert het zelf opnieuw; het log van de webshop vertelt meer.',
  'vendure.call_unknown':
    'Vendure begrijpt het verzoek niet: {said}. Deze versie van Vendure, of een plug-in, heeft een andere API dan versie 3. Meld dit aan de makers van Koppel.',
  'vendure.call_refused':
    'Vendure weigerde het verzoek: {said}. Corrigeer de gegevens bij de bron, of pas de instellingen van de stroom aan, en probeer het opnieuw.',
  'vendure.record_fault':
    'Vendure loopt vast op dit record terwijl andere wel lukken: {said}. Corrigeer de gegevens bij de bron, of kijk in het log van de webshop, en probeer het opnieuw.',
  'vendure.no_admin_api':
    'Op dit adres staat geen admin-API van Vendure (/admin-api). Vul het adres van de Vendure-server in, niet dat van de winkel zelf.',
  'vendure.unexpected_answer':
    'Het antwoord komt niet van de admin-API van Vendure. Controleer of het adres dat van de server is, en niet dat van een winkel.',
  'vendure.login_refused':
    'Vendure kent deze gebruikersnaam met dit wachtwoord niet. Corrigeer ze in de koppeling; de gebruiker moet beheerder van de webshop zijn.',
  'vendure.login_without_token':
    "Het inloggen lukte maar gaf geen token. Laat de ontwikkelaar van de webshop 'bearer' toevoegen aan authOptions.tokenMethod in de configuratie van Vendure.",
  'vendure.article_missing':
    'De webshop heeft geen artikel met SKU {sku}. Dit record wacht en wordt vanzelf afgeleverd zodra het artikel er is; laat de productenstroom draaien, of maak het artikel in de webshop.',
  'vendure.sku_taken':
    'Het artikel heeft nu de code "{sku}", die in de webshop al bij een ander artikel hoort (variant {variant}). Het is niet gewijzigd, want de twee zouden niet uit elkaar te houden zijn. Geef een van de twee een andere code, bij de bron of in de webshop.',
  'vendure.article_deleted':
    'Het artikel {sku} is in de webshop verwijderd nadat het daar was afgeleverd. Verwijder het ook bij de bron, of maak het in de webshop opnieuw aan met dezelfde SKU en probeer het opnieuw. Of verwijder de verbinding op de pagina van het record onder Records; de volgende run maakt het dan opnieuw aan.',
  'vendure.article_without_id':
    'Vendure zei niet onder welk nummer {sku} is aangemaakt. Koppel zoekt het op voordat het opnieuw probeert.',
  'vendure.tax_rate_missing':
    'Geen belastingcategorie van de webshop berekent {rate} % in haar belastingzone ({zone}); ze heeft: {classes}. Er is niets geschreven. Maak dat tarief in Vendure aan onder Instellingen, Belastingtarieven, of zet een regel "{rate}" met de juiste categorie in de instelling "Belastingcategorieën" van deze stroom. Daarna gaat het vanzelf verder.',
  'vendure.tax_rate_several':
    'Meerdere belastingcategorieën van de webshop berekenen {rate} % in haar belastingzone ({zone}): {classes}. Er is niets geschreven. Zet een regel "{rate}" met de juiste in de instelling "Belastingcategorieën" van deze stroom. Daarna gaat het vanzelf verder.',
  'vendure.tax_rate_entry_unknown':
    'Voor {rate} % noemt de instelling "Belastingcategorieën" "{entry}", en die heeft de webshop niet; ze heeft: {classes}. Kies een van deze voor de regel "{rate}", of maak de categorie in Vendure aan onder Instellingen, Belastingcategorieën.',
  'vendure.tax_rate_entry_other':
    'Voor {rate} % is de belastingcategorie "{entry}" gekozen, en die berekent {charged} % in de belastingzone van de webshop ({zone}). Laat dat zo als het de bedoeling is; kies anders een andere categorie, of verbeter haar tarief in Vendure onder Instellingen, Belastingtarieven.',
  'vendure.tax_rate_entry_twice': 'Nog een regel gaat over {rate} %. Verwijder een van beide.',
  'vendure.price_invalid':
    'De prijs {amount, money, currency} van {sku} kan een webshop niet vragen. Corrigeer de prijs bij de bron.',
  'vendure.price_currency':
    'De prijs van {sku} is in {currency}, maar het kanaal {channel} verkoopt in {currencies}. Voeg de valuta toe aan het kanaal in Vendure, of geef het artikel een prijs in een valuta van de webshop.',
  'vendure.warehouse_without_location':
    'Voorraad van {sku} in de magazijnen {warehouses} wordt in de webshop niet aangeboden: de tabel met voorraadlocaties in de instellingen van de stroom heeft er geen regel voor. Voeg er een toe, of een regel * voor alle andere.',
  'vendure.stock_location_gap':
    'Vendure heeft meerdere voorraadlocaties, en geen ervan heet zoals dit magazijn. Kies de locatie waar zijn voorraad ligt.',
  'vendure.offer_not_taken':
    'De aanbieding van {sku}, {amount, money, currency} zonder btw, is niet doorgegeven: Vendure heeft geen aanbiedingen bij zijn prijzen, dus daar staat alleen de gewone prijs. Maak er in Vendure een promotie voor.',
  'vendure.no_stock_location':
    'De webshop heeft geen voorraadlocatie, dus er kan geen voorraad worden geschreven. Maak er een in Vendure onder Settings, Stock locations.',
  'vendure.stock_location_unknown':
    'De webshop heeft geen voorraadlocatie "{name}", dus daar kan geen voorraad worden geschreven. Kies een van deze in de instellingen van de stroom: {known}.',
  'vendure.order_field_invalid':
    'De bestelling is niet te lezen: "{path}" ontbreekt of bevat niet wat Vendure daar geeft. Open de bestelling in Vendure; klopt ze daar, meld dit dan aan de makers van Koppel.',
  'vendure.order_of_seller':
    'Bestelling {order} is het deel van één verkoper van een bestelling die als geheel wordt opgehaald.',
  'vendure.order_state':
    'Bestelling {order} heeft de status "{state, term}", die de instellingen van de stroom niet nemen.',
  'vendure.order_over': 'Bestelling {order} is in de webshop geannuleerd.',
  'vendure.refund_state':
    'De terugbetaling op bestelling {order} heeft in de webshop de status "{state, term}"; ze wordt opgehaald zodra ze is afgerond.',
  'vendure.payment_state':
    'De betaling van bestelling {order} heeft in de webshop de status "{state, term}"; ze wordt opgehaald zodra ze is ontvangen.',
  'vendure.order_empty': 'Bestelling {order} heeft geen regels meer.',

  'vendure.reach': 'De webshop bereiken',
  'vendure.reach_advice':
    'Controleer of het adres dat van de Vendure-server is, of die draait, en of Koppel erbij kan.',
  'vendure.reached': 'De webshop antwoordt.',
  'vendure.login': 'Inloggen',
  'vendure.login_advice':
    'Controleer gebruikersnaam en wachtwoord door ermee in te loggen op het dashboard van Vendure, en het kanaaltoken als je er een hebt ingevuld.',
  'vendure.not_an_administrator': 'De webshop kent deze inlog niet als beheerder.',
  'vendure.logged_in': 'Ingelogd als {user}.',
  'vendure.permissions': 'Rechten',
  'vendure.permissions_advice':
    'Open in Vendure Settings, Roles en geef de rol van deze gebruiker de rechten die de handleiding noemt.',
  'vendure.permissions_missing': 'Op kanaal {channel} mist deze gebruiker: {permissions}.',
  'vendure.permitted': 'De gebruiker mag op kanaal {channel} artikelen lezen en schrijven en bestellingen lezen.',
  'vendure.channel': 'Valuta, btw en voorraadlocatie',
  'vendure.channel_advice':
    'Open in Vendure Settings, Channels en controleer de valuta en de standaard-belastingzone van het kanaal; de voorraadlocatie staat onder Settings, Stock locations.',
  'vendure.prices_with_vat':
    'Prijzen zijn in {currency}, inclusief btw; voorraad gaat naar "{location}", tenzij de stroom iets anders zegt.',
  'vendure.prices_without_vat':
    'Prijzen zijn in {currency}, exclusief btw; voorraad gaat naar "{location}", tenzij de stroom iets anders zegt.',
};
