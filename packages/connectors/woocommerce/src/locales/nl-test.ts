import { dutchCallSentences, type Sentences } from '@koppel/connector-sdk';

const role = 'Geef de gebruiker van de sleutel de rol winkelmanager of beheerder';

/** What the test of a connection says in Dutch, by the English sentence. */
export const dutchTest: Sentences = {
  ...dutchCallSentences,
  'Reach the shop': 'De webshop bereiken',
  'Open the shop URL in a browser: does the shop show? Then look in WordPress whether WooCommerce is active, and whether Settings > Permalinks is something else than "Plain".':
    'Open het adres van de webshop in een browser: verschijnt de webshop? Kijk dan in WordPress of WooCommerce actief is, en of Instellingen > Permalinks iets anders is dan "Eenvoudig".',
  'The shop answers and has the WooCommerce REST API.': 'De webshop antwoordt en heeft de REST-API van WooCommerce.',
  'There is {} at this address, so Koppel cannot read anything there.':
    'Op dit adres staat {}, dus Koppel kan er niets lezen.',
  'a WordPress site without WooCommerce': 'een WordPress-site zonder WooCommerce',
  'a site without the REST API of WordPress': 'een site zonder de REST-API van WordPress',
  'Sign in with the consumer key': 'Inloggen met de consumer key',
  'Make a new key under WooCommerce > Settings > Advanced > REST API and copy both parts. If they are right, the web server may drop the Authorization header: ask your host to pass it on.':
    'Maak een nieuwe sleutel onder WooCommerce > Instellingen > Geavanceerd > REST-API en kopieer beide delen. Kloppen ze, dan laat de webserver misschien de Authorization-header weg: vraag je hostingbedrijf die door te geven.',
  'The shop does not know this consumer key and secret.': 'De webshop kent deze consumer key met dit secret niet.',
  'The shop knows the key.': 'De webshop kent de sleutel.',
  'Read orders': 'Bestellingen lezen',
  'Give the user of the key the role of shop manager or administrator, and the key the permission "Read/Write".': `${role}, en de sleutel het recht "Lezen/Schrijven".`,
  'The key may not read orders.': 'De sleutel mag geen bestellingen lezen.',
  'The key may read products and orders.': 'De sleutel mag producten en bestellingen lezen.',
  'Write products': 'Producten schrijven',
  'Change the permission of the key to "Read/Write" under WooCommerce > Settings > Advanced > REST API.':
    'Wijzig het recht van de sleutel in "Lezen/Schrijven" onder WooCommerce > Instellingen > Geavanceerd > REST-API.',
  'The key may read but not write, so products, stock and prices cannot be sent.':
    'De sleutel mag lezen maar niet schrijven, dus producten, voorraad en prijzen kunnen niet worden verstuurd.',
  'The key may write products.': 'De sleutel mag producten schrijven.',
  'Currency and VAT': 'Valuta en btw',
  'Give the user of the key the role of shop manager or administrator, so that Koppel can see how the shop reads prices.': `${role}, zodat Koppel kan zien hoe de webshop prijzen leest.`,
  'The key may not see the settings of the shop.': 'De sleutel mag de instellingen van de webshop niet zien.',
  'Prices are in {}. The shop calculates no VAT: its orders arrive without VAT.':
    'Prijzen zijn in {}. De webshop berekent geen btw: de bestellingen komen zonder btw binnen.',
  'Prices are in {} and entered {} VAT.': 'Prijzen zijn in {} en worden {} btw ingevoerd.',
  with: 'met',
  without: 'zonder',
  'Not tried, because an earlier step failed.': 'Niet geprobeerd, omdat een eerdere stap mislukte.',
};
