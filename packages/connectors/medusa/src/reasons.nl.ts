import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  'medusa.article_missing':
    'De webshop heeft geen artikel met SKU {sku}. Dit record wacht en wordt vanzelf afgeleverd zodra het artikel er is; voer de productenstroom uit, of maak het artikel in de webshop aan.',
  'medusa.article_gone':
    'Het artikel {sku} is in de webshop verwijderd nadat het daar was afgeleverd. Verwijder het ook bij de bron, of maak het in de webshop opnieuw aan met dezelfde SKU en probeer het nog eens. Of verwijder de verbinding op de pagina van het record onder Records; de volgende run maakt het dan opnieuw aan.',
  'medusa.created_unknown':
    'Medusa vertelde niet onder welk id {sku} is aangemaakt. Koppel zoekt het op voordat het opnieuw probeert.',
  'medusa.record_fault':
    'Medusa liep vast op dit record (nummer {index} van het verzoek) en nam de andere wel aan, dus het ligt aan dit record. Kijk in het logboek van de Medusa-server, corrigeer het record en probeer het opnieuw.',
  'medusa.tax_rate_missing':
    'De webshop kan een artikel geen {percent} % btw geven in {country}. Het artikel wacht tot dat kan: voeg in Medusa onder Settings, Tax regions een tarief van {percent} % toe voor een producttype, of zet "Btw-tarief van artikelen" van deze stroom op "Ongemoeid laten".',
  'medusa.tax_country_unknown':
    'Het is niet bekend in welk land de webshop verkoopt, dus btw-tarieven kunnen niet worden vergeleken. Geef de voorraadlocatie in Medusa een adres, of vul "Land van de btw-tarieven" in bij de instellingen van de stroom.',
  'medusa.no_currency': 'De webshop verkoopt in geen enkele valuta. Voeg er een toe in Medusa onder Settings, Store.',
  'medusa.currency_unknown':
    'De prijs van {sku} is in {currency}, maar de webshop verkoopt in {currencies}. Voeg de valuta toe in Medusa onder Settings, Store, of geef het artikel een prijs in een valuta van de webshop.',
  'medusa.price_negative':
    'De prijs {amount, money, currency} van {sku} kan een webshop niet vragen. Corrigeer de prijs bij de bron.',
  'medusa.warehouse_without_location':
    'Voorraad van {sku} in de magazijnen {warehouses} wordt in de webshop niet aangeboden: de tabel met voorraadlocaties in de instellingen van de stroom heeft er geen regel voor. Voeg er een toe, of een regel * voor alle andere.',
  'medusa.stock_location_gap':
    'Medusa heeft meerdere voorraadlocaties, en geen ervan heet zoals dit magazijn. Kies de locatie waar zijn voorraad ligt.',
  'medusa.offer_not_taken':
    'De aanbieding van {sku}, {amount, money, currency} zonder btw, is niet doorgegeven: Koppel schrijft geen prijslijsten van Medusa, dus daar staat alleen de gewone prijs. Maak er in Medusa een prijslijst van het type sale voor.',
  'medusa.no_stock_location':
    'De webshop heeft geen voorraadlocatie, dus er kan geen voorraad worden geschreven. Maak er een in Medusa onder Settings, Locations & Shipping.',
  'medusa.stock_location_unknown':
    'De webshop heeft geen voorraadlocatie "{wanted}", dus daar kan geen voorraad worden geschreven. Kies er een van deze in de instellingen van de stroom: {known}.',
  'medusa.stock_of_kit':
    'De voorraad van {sku} is die van meerdere voorraadartikelen in Medusa en kan dus niet als één getal worden geschreven. Schrijf in plaats daarvan de voorraad van de onderdelen.',
  'medusa.stock_not_managed':
    'Medusa houdt de voorraad van {sku} niet bij. Zet "Manage inventory" aan voor de variant, of "Niet meer verkopen dan er is" in de instellingen van de stroom.',
  'medusa.order_draft': 'Bestelling {number} is een concept. Ze wordt opgehaald zodra het een echte bestelling is.',
  'medusa.order_canceled': 'Bestelling {number} is geannuleerd.',
  'medusa.order_payment':
    'Bestelling {number} heeft betaalstatus "{payment, term}"; de instellingen van de stroom halen die niet op.',
  'medusa.order_empty': 'Bestelling {number} heeft geen regels meer.',
  'medusa.order_unreadable':
    'De bestelling kan niet worden gelezen: "{field}" ontbreekt of is niet wat Medusa daar geeft. Open de bestelling in Medusa; ziet ze er goed uit, meld het dan aan de makers van Koppel.',
  'medusa.test_reach': 'De webshop bereiken',
  'medusa.test_key': 'Geheime API-sleutel',
  'medusa.test_read': 'Artikelen en bestellingen',
  'medusa.test_shop': 'Valuta, btw en voorraadlocatie',
  'medusa.reached': 'De webshop antwoordt.',
  'medusa.key_accepted': 'De sleutel is geaccepteerd.',
  'medusa.readable': 'Artikelen en bestellingen zijn te lezen.',
  'medusa.prices_without_vat':
    'Prijzen zijn in {currency} zonder btw; voorraad gaat naar "{location}", tenzij de stroom iets anders zegt.',
  'medusa.prices_with_vat':
    'Prijzen zijn in {currency} inclusief btw; voorraad gaat naar "{location}", tenzij de stroom iets anders zegt.',
  'medusa.reach_advice': 'Controleer of het adres dat van de Medusa-server is, of die draait, en of Koppel erbij kan.',
  'medusa.key_advice':
    'Open in Medusa Settings, Secret API Keys. Controleer of de sleutel niet is ingetrokken, of maak een nieuwe en vul die in bij de koppeling.',
  'medusa.read_advice':
    'Controleer of het adres dat van een Medusa 2-server is, en kijk in het logboek van die server.',
  'medusa.shop_advice':
    'Open in Medusa Settings, Store voor de valuta, en Settings, Locations & Shipping voor de voorraadlocatie.',
  'medusa.not_medusa':
    'Op dit adres staat geen admin-API van Medusa. Vul het adres van de Medusa-server in, niet dat van de winkel zelf.',
};
