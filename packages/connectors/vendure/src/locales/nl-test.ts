import { dutchCallSentences, type Sentences } from '@koppel/connector-sdk';

/** What the test of a connection says in Dutch, by the English sentence. */
export const dutchTest: Sentences = {
  ...dutchCallSentences,
  'Reach the shop': 'De webshop bereiken',
  'Log in': 'Inloggen',
  Permissions: 'Rechten',
  'Currency, VAT and stock location': 'Valuta, btw en voorraadlocatie',
  'Check that the shop address is that of the Vendure server, that it is running, and that Koppel may reach it.':
    'Controleer of het adres dat van de Vendure-server is, of die draait, en of Koppel erbij kan.',
  'Check user name and password by logging in to the Vendure dashboard with them, and the channel token if you entered one.':
    'Controleer gebruikersnaam en wachtwoord door ermee in te loggen op het dashboard van Vendure, en het kanaaltoken als je er een hebt ingevuld.',
  'In Vendure, open Settings, Roles, and give the role of this user the permissions that the manual lists.':
    'Open in Vendure Settings, Roles en geef de rol van deze gebruiker de rechten die de handleiding noemt.',
  'In Vendure, open Settings, Channels, and check the currency and the default tax zone of the channel; Settings, Stock locations for the other.':
    'Open in Vendure Settings, Channels en controleer de valuta en de standaard-belastingzone van het kanaal; de voorraadlocatie staat onder Settings, Stock locations.',
  'The shop answers.': 'De webshop antwoordt.',
  'The shop does not know this log-in as an administrator.': 'De webshop kent deze inlog niet als beheerder.',
  'Logged in as {}.': 'Ingelogd als {}.',
  'On channel {} this user lacks: {}.': 'Op kanaal {} mist deze gebruiker: {}.',
  'The user may read and write articles and read orders on channel {}.':
    'De gebruiker mag op kanaal {} artikelen lezen en schrijven en bestellingen lezen.',
  'The shop has no stock location, so no stock can be written.':
    'De webshop heeft geen voorraadlocatie, dus er kan geen voorraad worden geschreven.',
  'Prices are in {}, {}; stock goes to "{}" unless the flow says otherwise.':
    'Prijzen zijn in {}, {}; voorraad gaat naar "{}", tenzij de stroom iets anders zegt.',
  'VAT included': 'inclusief btw',
  'without VAT': 'exclusief btw',
  'Not tried, because an earlier step failed.': 'Niet geprobeerd, omdat een eerdere stap mislukte.',
  'There is no Vendure admin API (/admin-api) at the shop address. Enter the address of the Vendure server, not that of the storefront.':
    'Op dit adres staat geen admin-API van Vendure (/admin-api). Vul het adres van de Vendure-server in, niet dat van de winkel zelf.',
  'Vendure does not know this user name with this password. Correct them in the connection; the user must be an administrator of the shop.':
    'Vendure kent deze gebruikersnaam met dit wachtwoord niet. Corrigeer ze in de verbinding; de gebruiker moet beheerder van de webshop zijn.',
  "The answer is not one of Vendure's admin API. Check that the shop address is that of the server, not of a storefront.":
    'Het antwoord komt niet van de admin-API van Vendure. Controleer of het adres dat van de server is, en niet dat van een winkel.',
};
