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
  'woocommerce.product_in_bin':
    'Het product "{sku}" ligt in de prullenbak van de webshop, waar niemand het ziet. Zet het terug via Producten > Prullenbak, of verwijder het daar definitief: dan wordt het opnieuw aangemaakt. Daarna wordt dit vanzelf bezorgd.',
  'woocommerce.not_withdrawn':
    'Het artikel "{sku}" wordt niet meer verkocht, en de webshop hield "{kept}" voor "{field}" toen het eraf moest. Een plug-in van de webshop verandert dat. Haal het product in de webshop met de hand weg.',
  'woocommerce.tax_class_unknown':
    'De webshop gaf "{sku}" de belastingklasse "{kept}", omdat er geen klasse "{taxClass}" is. De btw kan daardoor niet kloppen. Voeg de klasse toe via WooCommerce > Instellingen > Belasting > Extra belastingklassen, of verbeter de btw-percentages in de instellingen van de stroom, en probeer het opnieuw.',
  'woocommerce.price_of_parts':
    'De webshop vergeet een prijs van "{sku}": het is een variabel of gegroepeerd product, en dat heeft de prijzen van zijn onderdelen. Geef de SKU in de webshop aan een van de variaties of onderdelen, of haal het artikel uit de prijslijst, en probeer het opnieuw.',
  'woocommerce.stock_of_group':
    'De webshop vergeet de voorraad van "{sku}": het is een gegroepeerd product, en dat heeft de voorraad van zijn onderdelen. Geef de SKU in de webshop aan een van de onderdelen, of sla dit record over.',
  'woocommerce.stock_not_managed':
    'De webshop houdt van "{sku}" geen voorraad bij, dus de voorraad is vergeten. Zet WooCommerce > Instellingen > Producten > Voorraad > Voorraadbeheer aan, en probeer het opnieuw.',
  'woocommerce.sku_search_ignored':
    'De webshop werd naar de SKU "{sku}" gevraagd en gaf andere producten ("{other}"), dus Koppel kan niet zien wat er al is; er is niets geschreven. Een plug-in verandert de productenlijst in de API: laat de beheerder van de webshop dat uitzetten, en voer de stroom opnieuw uit.',
  'woocommerce.target_key_invalid':
    '"{key}" is geen sleutel van een WooCommerce-product. Meld dit aan de makers van Koppel.',
  'woocommerce.tax_rate_missing':
    'Geen belastingklasse van de webshop berekent {rate} % in haar land ({country}); ze heeft: {classes}. Er is niets geschreven. Maak dat tarief aan onder WooCommerce > Instellingen > Belasting, of zet een regel "{rate}" met de juiste klasse in de instelling "Belastingklassen" van de productenstroom. Daarna gaat het vanzelf verder.',
  'woocommerce.tax_rate_several':
    'Meerdere belastingklassen van de webshop berekenen {rate} % in haar land ({country}): {classes}. Er is niets geschreven. Zet een regel "{rate}" met de juiste in de instelling "Belastingklassen" van de productenstroom. Daarna gaat het vanzelf verder.',
  'woocommerce.tax_rate_entry_unknown':
    'Voor {rate} % noemt de instelling "Belastingklassen" "{entry}", en die heeft de webshop niet; ze heeft: {classes}. Kies een van deze voor de regel "{rate}", of maak de klasse aan onder WooCommerce > Instellingen > Belasting.',
  'woocommerce.tax_rate_entry_other':
    'Voor {rate} % is de belastingklasse "{entry}" gekozen, en die berekent {charged} % in het land van de webshop ({country}). Laat dat zo als het de bedoeling is; kies anders een andere klasse, of verbeter haar tarief onder WooCommerce > Instellingen > Belasting.',
  'woocommerce.tax_rate_entry_twice': 'Nog een regel gaat over {rate} %. Verwijder een van beide.',
  'woocommerce.price_negative':
    'De prijs van "{sku}" ligt onder 0, en dat vraagt geen webshop. Hij is niet geschreven. Corrigeer de prijs bij de bron, dan komt hij vanzelf opnieuw.',
  'woocommerce.sale_dropped':
    'De webshop heeft de aanbieding van "{sku}" laten vallen: afgerond op zijn decimalen is ze niet lager dan de gewone prijs. Verlaag de aanbieding bij de bron of haal haar weg, dan komt ze vanzelf opnieuw.',
  'woocommerce.price_currency':
    'De prijs van "{sku}" is in {currency}, de webshop verkoopt in {shopCurrency}. Hij is niet geschreven, want hij zou niet kloppen. Kies een prijslijst in {shopCurrency}, of een andere webshop.',
  'woocommerce.order_status':
    'De bestelling heeft in de webshop de status "{status, term}"; de stroom haalt op: {taken, terms}.',
  'woocommerce.order_over': 'De bestelling heeft in de webshop de status "{status, term}".',
  'woocommerce.order_part':
    'Dit is wat één verkoper levert van bestelling {order}, die in haar geheel wordt opgehaald.',
  'woocommerce.order_empty': 'De bestelling heeft geen regels.',
  'woocommerce.payment_of_credit':
    'Bestelling {order} is een creditering met een negatief totaal: wat daarmee is terugbetaald boekt deze stroom niet. Boek dat zelf.',
  'woocommerce.order_field_invalid': `Bestelling {order} is niet te lezen: het veld "{path}" bevat niet wat WooCommerce daar geeft. Ze is niet afgeleverd. ${corrected}`,
  'woocommerce.order_without_change_time':
    'De webshop gaf een bestelling zonder id of zonder tijd van haar laatste wijziging, dus Koppel weet niet waar ze hoort. Misschien heeft een plug-in het antwoord veranderd. Koppel probeert het zelf opnieuw; blijft dit zo, vraag het dan de beheerder van de webshop.',
  'woocommerce.orders_unsorted':
    'De webshop geeft haar bestellingen niet op volgorde van laatste wijziging, dus er zouden er gemist kunnen worden; er is niets overgenomen. Werk WooCommerce bij tot 5.8 of later, of zet de plug-in uit die de bestellijst verandert, en test de koppeling.',
  'woocommerce.orders_moving':
    'De bestellingen van de webshop veranderen sneller dan ze gelezen kunnen worden. Wat gelezen is, blijft bewaard; Koppel gaat iets later vanzelf verder.',

  'woocommerce.reach': 'De webshop bereiken',
  'woocommerce.reach_advice':
    'Open het adres van de webshop in een browser: verschijnt de webshop? Zo niet, corrigeer dan het adres. Zo ja, kijk dan in WordPress of Instellingen > Permalinks iets anders is dan "Eenvoudig".',
  'woocommerce.reached': 'De webshop antwoordt en heeft de REST-API van WooCommerce.',
  'woocommerce.reached_with_output':
    'De webshop antwoordt en heeft de REST-API van WooCommerce, maar een plug-in drukt iets af vóór de gegevens; Koppel leest daaroverheen: {printed}',
  'woocommerce.reached_with_mark':
    'De webshop antwoordt en heeft de REST-API van WooCommerce. Een bestand van het thema of van een plug-in begint met een byte order mark, waar Koppel overheen leest; bewaar dat bestand als UTF-8 zonder BOM, dan is het weg.',
  'woocommerce.without_woocommerce':
    'Op dit adres staat een WordPress-site zonder WooCommerce, dus Koppel kan er niets lezen.',
  'woocommerce.activate_advice':
    'Kijk in WordPress onder Plug-ins of WooCommerce actief is. Staat de webshop op een ander adres of in een map, corrigeer dan het adres.',
  'woocommerce.without_rest_api':
    'Op dit adres staat een site zonder de REST-API van WordPress, dus Koppel kan er niets lezen.',
  'woocommerce.plain_permalinks':
    'De permalinks van deze WordPress-site staan op "Eenvoudig", en dan heeft de REST-API geen adres.',
  'woocommerce.permalinks_advice':
    'Open in WordPress Instellingen > Permalinks, kies iets anders dan "Eenvoudig", sla op en test opnieuw.',
  'woocommerce.other_address': 'De webshop zelf staat op {address}; wat je invulde is een pagina ervan.',
  'woocommerce.redirected':
    'De webshop stuurt verzoeken door naar {target}, en sleutels worden nooit meegestuurd naar een ander adres.',
  'woocommerce.correction_advice':
    'Neem het aangeboden adres over, vul het secret opnieuw in als erom wordt gevraagd, sla op en test opnieuw.',
  'woocommerce.redirected_advice':
    'Open het adres van de webshop in een browser en neem het adres over waar je uitkomt. Is dat hetzelfde, vraag dan het hostingbedrijf waarom verzoeken aan /wp-json ergens anders heen gaan.',
  'woocommerce.too_old':
    'De webshop heeft een WooCommerce ouder dan 5.8, en die kan bestellingen niet op laatste wijziging geven.',
  'woocommerce.update_advice': 'Werk WooCommerce bij tot 5.8 of later, en test opnieuw.',
  'woocommerce.credentials': 'Inloggen met de consumer key',
  'woocommerce.key_advice':
    'Kijk onder WooCommerce > Instellingen > Geavanceerd > REST API of de sleutel er nog staat. Zo niet, of voor de zekerheid: maak een nieuwe, kopieer beide delen precies, en test opnieuw.',
  'woocommerce.key_unknown': 'De webshop kent deze consumer key niet. Zij zegt: {said}.',
  'woocommerce.secret_wrong':
    'De webshop kent de consumer key, maar het consumer secret hoort er niet bij. Zij zegt: {said}.',
  'woocommerce.signature_wrong':
    'De webshop kent de consumer key, maar niet de handtekening onder de verzoeken: het consumer secret klopt niet, of de webshop noemt zichzelf anders. Zij zegt: {said}.',
  'woocommerce.signature_advice':
    'Maak een nieuwe sleutel onder WooCommerce > Instellingen > Geavanceerd > REST API en kopieer beide delen. Helpt dat niet, vul dan precies het adres in dat in WordPress onder Instellingen > Algemeen als Siteadres staat.',
  'woocommerce.clock_wrong':
    'De klok van de webshop en die van Koppel lopen meer dan een kwartier uiteen, dus ondertekende verzoeken worden geweigerd. Zij zegt: {said}.',
  'woocommerce.clock_advice': 'Vraag het hostingbedrijf om de klok van de server goed te zetten. Test daarna opnieuw.',
  'woocommerce.key_unseen':
    'De webshop houdt de verzoeken voor die van een bezoeker: zij kent de consumer key niet, of haar server haalt de sleutel eruit. Zij zegt: {said}.',
  'woocommerce.key_refused': 'De webshop weigert deze sleutel. Zij zegt: {said}.',
  'woocommerce.key_refused_advice':
    'Geef de sleutel het recht "Lezen/Schrijven" onder WooCommerce > Instellingen > Geavanceerd > REST API. Heeft hij dat, maak dan een nieuwe sleutel.',
  'woocommerce.role_missing':
    'De webshop kent de sleutel, maar de gebruiker van de sleutel mag de webshop niet beheren. Zij zegt: {said}.',
  'woocommerce.role_advice':
    'Maak de sleutel voor een gebruiker met de rol winkelmanager of beheerder, of geef de gebruiker die rol. Test daarna opnieuw.',
  'woocommerce.api_locked': 'Een plug-in van de webshop sluit de REST-API af. Zij zegt: {said}.',
  'woocommerce.api_locked_advice':
    'Zoek in de instellingen van de beveiligingsplug-ins van de webshop naar de REST-API, en laat verzoeken aan /wp-json/wc/v3 met een WooCommerce-sleutel door. Test daarna opnieuw.',
  'woocommerce.key_known': 'De webshop kent de sleutel.',
  'woocommerce.key_known_http':
    'De webshop kent de sleutel. Haar adres is http zonder s, dus elk verzoek wordt ondertekend, maar wat er wordt gestuurd is onderweg te lezen: https is beter.',
  'woocommerce.key_known_proxy':
    'De webshop kent de sleutel. Zij merkt niet dat zij met https wordt aangeroepen (een proxy ervoor beëindigt de versleuteling en zegt dat niet), dus elk verzoek wordt ondertekend.',
  'woocommerce.key_known_query':
    'De webshop kent de sleutel. Haar webserver laat de Authorization-header weg, dus de sleutel gaat in het adres van de verzoeken mee, over https, zoals WooCommerce toestaat. Beter is het om het hostingbedrijf de header te laten doorgeven.',
  'woocommerce.read': 'Bestellingen lezen',
  'woocommerce.read_advice': `${role}, en de sleutel het recht "Lezen/Schrijven".`,
  'woocommerce.unreadable': 'De sleutel mag geen bestellingen lezen.',
  'woocommerce.readable': 'De sleutel mag producten en bestellingen lezen.',
  'woocommerce.write': 'Producten schrijven',
  'woocommerce.write_advice':
    'Wijzig het recht van de sleutel in "Lezen/Schrijven" onder WooCommerce > Instellingen > Geavanceerd > REST API.',
  'woocommerce.unwritable':
    'De sleutel mag lezen maar niet schrijven, dus producten, voorraad en prijzen kunnen niet worden verstuurd.',
  'woocommerce.writes_blocked':
    'Lezen lukt, maar iets vóór de webshop, zoals een firewall of een beveiligingsplug-in, laat niets schrijven: {said}. Het ligt niet aan de sleutel.',
  'woocommerce.writes_blocked_advice':
    'Vraag je hostingbedrijf, of wie de firewall of beveiligingsplug-in beheert, om POST-verzoeken aan /wp-json/wc/v3 door te laten. Test daarna opnieuw.',
  'woocommerce.writable': 'De sleutel mag producten schrijven.',
  'woocommerce.settings': 'Valuta en btw',
  'woocommerce.settings_advice': `${role}, zodat Koppel kan zien hoe de webshop prijzen leest.`,
  'woocommerce.settings_hidden': 'De sleutel mag de instellingen van de webshop niet zien.',
  'woocommerce.prices_no_vat':
    'Prijzen zijn in {currency}. De webshop berekent geen btw: de bestellingen komen zonder btw binnen.',
  'woocommerce.prices_with_vat': 'Prijzen zijn in {currency} en worden met btw ingevoerd.',
  'woocommerce.prices_without_vat': 'Prijzen zijn in {currency} en worden zonder btw ingevoerd.',
  'woocommerce.webhooks_forbidden':
    'De sleutel mag de webshop lezen, maar er geen webhooks maken. Geef de gebruiker van de sleutel de rol winkelbeheerder of beheerder, en de sleutel het recht "Lezen/Schrijven"; Koppel probeert het vanzelf opnieuw. Tot dan draait de stroom volgens zijn schema.',
  'woocommerce.webhooks_paused':
    'Iemand heeft webhooks van deze stroom in de webshop gepauzeerd ({topics}), dus de webshop roept Koppel niet aan; de stroom draait volgens zijn schema. Zet ze op actief, of verwijder ze, onder WooCommerce > Instellingen > Geavanceerd > Webhooks: Koppel maakt ze dan vanzelf opnieuw.',
  'woocommerce.field_shop_url': 'Schrijf het hele adres van je webshop, zoals https://www.mijnwinkel.nl.',
  'woocommerce.field_consumer_key': 'De consumer key begint met ck_. Neem hem over zoals WooCommerce hem toonde.',
  'woocommerce.field_consumer_secret':
    'Het consumer secret begint met cs_. WooCommerce toont het één keer, als de sleutel wordt gemaakt.',
};
