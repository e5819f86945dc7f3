import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

const corrected = 'Corrigeer de bestelling in de webshop en sla haar op; ze wordt vanzelf opnieuw gelezen.';
const role = 'Geef de gebruiker van de sleutel de rol winkelmanager of beheerder';
const cased =
  'WooCommerce maakt geen verschil tussen hoofdletters en kleine letters. Geef een van de twee een andere code, of verwijder het product in de webshop, en probeer het opnieuw.';

export const nl: ReasonMessages<keyof typeof en> = {
  'woocommerce.unexpected_answer':
    'De webshop antwoordde, maar niet zoals WooCommerce dat doet. Misschien zit er een plug-in of een firewall tussen. Koppel probeert het zelf opnieuw; blijft dit zo, vraag het dan de beheerder van de webshop.',
  'woocommerce.batch_mismatch':
    'De webshop gaf op een reeks producten niet één resultaat per product. Koppel zoekt op wat er geschreven is en probeert het zelf opnieuw.',
  'woocommerce.sku_taken': `De webshop gebruikt de SKU "{sku}" al voor product {product}, dus er is niets geschreven. ${cased}`,
  'woocommerce.sku_taken_elsewhere': `De webshop gebruikt de SKU "{sku}" al voor een ander product, dus er is niets geschreven. ${cased}`,
  'woocommerce.product_not_made':
    'De webshop heeft geen product met de SKU "{sku}" gemaakt ({said}). Meestal heeft een product in de prullenbak van de webshop deze SKU: zet het terug, of verwijder het daar definitief, en probeer het opnieuw.',
  'woocommerce.barcode_refused':
    'De webshop weigerde de barcode van "{sku}" ({said}), dus er is niets geschreven. Corrigeer de barcode, of zet het versturen van barcodes uit in de instellingen van de stroom.',
  'woocommerce.product_forbidden':
    'De webshop weigerde "{sku}": {said}. De sleutel mag dit product niet wijzigen. Geef de gebruiker ervan de rol winkelmanager en de sleutel lees- en schrijfrecht.',
  'woocommerce.product_refused':
    'De webshop weigerde "{sku}": {said}. Corrigeer het artikel bij de bron, of pas de instellingen van de stroom aan, en probeer het opnieuw.',
  'woocommerce.product_delayed': 'De webshop kon "{sku}" niet aannemen: {said}. Koppel probeert het zelf opnieuw.',
  'woocommerce.product_missing':
    'De webshop heeft nog geen product met de SKU "{sku}". Zodra de productenstroom of een mens het heeft gemaakt, wordt dit vanzelf afgeleverd.',
  'woocommerce.target_key_invalid':
    '"{key}" is geen sleutel van een WooCommerce-product. Meld dit aan de makers van Koppel.',
  'woocommerce.price_currency':
    'De prijs van "{sku}" is in {currency}, de webshop verkoopt in {shopCurrency}. Hij is niet geschreven, want hij zou niet kloppen. Kies een prijslijst in {shopCurrency}, of een andere webshop.',
  'woocommerce.order_status':
    'De bestelling heeft in de webshop de status "{status, term}"; de stroom haalt op: {taken, terms}.',
  'woocommerce.order_over': 'De bestelling heeft in de webshop de status "{status, term}".',
  'woocommerce.order_part':
    'Dit is wat één verkoper levert van bestelling {order}, die in haar geheel wordt opgehaald.',
  'woocommerce.order_empty': 'De bestelling heeft geen regels.',
  'woocommerce.order_field_invalid': `Bestelling {order} is niet te lezen: het veld "{path}" bevat niet wat WooCommerce daar geeft. Ze is niet afgeleverd. ${corrected}`,
  'woocommerce.order_date_invalid': `Bestelling {order} is niet te lezen: ze heeft geen geldige datum. Ze is niet afgeleverd. ${corrected}`,
  'woocommerce.order_without_change_time':
    'De webshop gaf een bestelling zonder id of zonder tijd van haar laatste wijziging, dus Koppel weet niet waar ze hoort. Misschien heeft een plug-in het antwoord veranderd. Koppel probeert het zelf opnieuw; blijft dit zo, vraag het dan de beheerder van de webshop.',
  'woocommerce.orders_unsorted':
    'De webshop geeft haar bestellingen niet op volgorde van laatste wijziging, dus er zouden er gemist kunnen worden; er is niets overgenomen. Werk WooCommerce bij tot 5.8 of later, of zet de plug-in uit die de bestellijst verandert, en test de koppeling.',
  'woocommerce.orders_moving':
    'De bestellingen van de webshop veranderen sneller dan ze gelezen kunnen worden. Wat gelezen is, blijft bewaard; Koppel gaat iets later vanzelf verder.',

  'woocommerce.reach': 'De webshop bereiken',
  'woocommerce.reach_advice':
    'Open het adres van de webshop in een browser: verschijnt de webshop? Kijk dan in WordPress of WooCommerce actief is, en of Instellingen > Permalinks iets anders is dan "Eenvoudig".',
  'woocommerce.reached': 'De webshop antwoordt en heeft de REST-API van WooCommerce.',
  'woocommerce.reached_with_output':
    'De webshop antwoordt en heeft de REST-API van WooCommerce, maar een plug-in drukt iets af vóór de gegevens; Koppel leest daaroverheen: {printed}',
  'woocommerce.without_woocommerce':
    'Op dit adres staat een WordPress-site zonder WooCommerce, dus Koppel kan er niets lezen.',
  'woocommerce.without_rest_api':
    'Op dit adres staat een site zonder de REST-API van WordPress, dus Koppel kan er niets lezen.',
  'woocommerce.credentials': 'Inloggen met de consumer key',
  'woocommerce.credentials_advice':
    'Maak een nieuwe sleutel onder WooCommerce > Instellingen > Geavanceerd > REST API en kopieer beide delen. Kloppen ze, dan laat de webserver misschien de Authorization-header weg: vraag je hostingbedrijf die door te geven.',
  'woocommerce.key_unknown': 'De webshop kent deze consumer key met dit secret niet.',
  'woocommerce.key_known': 'De webshop kent de sleutel.',
  'woocommerce.read': 'Bestellingen lezen',
  'woocommerce.read_advice': `${role}, en de sleutel het recht "Lezen/Schrijven".`,
  'woocommerce.unreadable': 'De sleutel mag geen bestellingen lezen.',
  'woocommerce.readable': 'De sleutel mag producten en bestellingen lezen.',
  'woocommerce.write': 'Producten schrijven',
  'woocommerce.write_advice':
    'Wijzig het recht van de sleutel in "Lezen/Schrijven" onder WooCommerce > Instellingen > Geavanceerd > REST API.',
  'woocommerce.unwritable':
    'De sleutel mag lezen maar niet schrijven, dus producten, voorraad en prijzen kunnen niet worden verstuurd.',
  'woocommerce.writable': 'De sleutel mag producten schrijven.',
  'woocommerce.settings': 'Valuta en btw',
  'woocommerce.settings_advice': `${role}, zodat Koppel kan zien hoe de webshop prijzen leest.`,
  'woocommerce.settings_hidden': 'De sleutel mag de instellingen van de webshop niet zien.',
  'woocommerce.prices_no_vat':
    'Prijzen zijn in {currency}. De webshop berekent geen btw: de bestellingen komen zonder btw binnen.',
  'woocommerce.prices_with_vat': 'Prijzen zijn in {currency} en worden met btw ingevoerd.',
  'woocommerce.prices_without_vat': 'Prijzen zijn in {currency} en worden zonder btw ingevoerd.',
  'woocommerce.field_shop_url': 'Schrijf het hele adres van je webshop, zoals https://www.mijnwinkel.nl.',
  'woocommerce.field_consumer_key': 'De consumer key begint met ck_. Neem hem over zoals WooCommerce hem toonde.',
  'woocommerce.field_consumer_secret':
    'Het consumer secret begint met cs_. WooCommerce toont het één keer, als de sleutel wordt gemaakt.',
};
