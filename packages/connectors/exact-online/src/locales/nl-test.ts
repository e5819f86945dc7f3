import { dutchCallSentences, type Sentences } from '@koppel/connector-sdk';

const readAdvice = (what: string): string =>
  `Geef de gebruiker in Exact Online het recht om ${what} te bekijken en te bewerken, en vink hetzelfde aan bij de rechten van je app in het App Center. Geef daarna opnieuw toegang.`;
const reads: Record<string, string> = {
  items: 'artikelen',
  'warehouses and stock': 'magazijnen en voorraad',
  relations: 'relaties',
  'sales orders': 'verkooporders',
  'VAT codes': 'btw-codes',
};

/** What the test of a connection says in Dutch, by the English sentence. */
export const dutchTest: Sentences = {
  ...dutchCallSentences,
  ...reads,
  ...Object.fromEntries(
    Object.entries(reads).flatMap(([english, dutch]) => [
      [`May read ${english}.`, `Mag ${dutch} lezen.`],
      [
        `Give the user the right to see and edit ${english} in Exact Online, and tick the same in the permissions of your app in the App Center. Then authorise again.`,
        readAdvice(dutch),
      ],
    ]),
  ),
  'Reach Exact Online and sign in': 'Exact Online bereiken en inloggen',
  'Choose Authorise on the connection and log in with the user that Koppel should work as. Check the country if that page does not know you.':
    'Kies bij de verbinding voor toegang geven en log in met de gebruiker waarmee Koppel moet werken. Controleer het land als die pagina je niet kent.',
  'Exact Online lets Koppel in but does not say which administration is open for this user.':
    'Exact Online laat Koppel binnen, maar zegt niet welke administratie voor deze gebruiker open is.',
  'Signed in as {}.': 'Ingelogd als {}.',
  'the user who authorised': 'de gebruiker die toegang gaf',
  'Open the administration': 'De administratie openen',
  'Copy the number behind "_Division_=" from the address while the administration is open in Exact Online, or let its manager give the user access.':
    'Kopieer het nummer achter "_Division_=" uit het adres terwijl de administratie in Exact Online open is, of laat de beheerder ervan de gebruiker toegang geven.',
  'Division {} is "{}".': 'Divisie {} is "{}".',
  'This user has no division {}. {}': 'Deze gebruiker heeft geen divisie {}. {}',
  'It may open, among others: {}.': 'Wel te openen zijn onder meer: {}.',
  'It may open none at all.': 'Er is er geen een te openen.',
  'Read items': 'Artikelen lezen',
  'Read stock': 'Voorraad lezen',
  'Read customers': 'Klanten lezen',
  'Read sales orders': 'Verkooporders lezen',
  'Read VAT codes': 'Btw-codes lezen',
  'Currency of the administration': 'Valuta van de administratie',
  'Set the currency of the administration in Exact Online, or choose another division.':
    'Stel in Exact Online de valuta van de administratie in, of kies een andere divisie.',
  'Exact Online names no currency for this administration.': 'Exact Online noemt geen valuta voor deze administratie.',
  'The administration is kept in {}; prices go out in it, and orders in other currencies keep theirs.':
    'De administratie wordt gevoerd in {}; prijzen gaan in die valuta naar buiten, en bestellingen in een andere valuta houden de hunne.',
  'Wait a little and test again.': 'Wacht even en test opnieuw.',
  'Test again in some minutes. If it stays, look at status.exactonline.com and at the network of this server.':
    'Test over een paar minuten opnieuw. Blijft het zo, kijk dan op status.exactonline.com en naar het netwerk van deze server.',
  'Not tried, because an earlier step failed.': 'Niet geprobeerd, omdat een eerdere stap mislukte.',
  'Exact Online no longer accepts the log-in of this connection. Open the connection and choose Authorise; the flows go on where they stopped.':
    'Exact Online accepteert de inlog van deze verbinding niet meer. Open de verbinding en geef opnieuw toegang; de stromen gaan verder waar ze stopten.',
  'Exact Online does not let this user into division {}. Either the number is wrong or the user has no access to that administration: correct the division in the connection, or let its manager in Exact Online add the user.':
    'Exact Online laat deze gebruiker niet toe tot divisie {}. Het nummer klopt niet of de gebruiker heeft geen toegang tot die administratie: corrigeer de divisie in de verbinding, of laat de beheerder ervan in Exact Online de gebruiker toevoegen.',
  'Exact Online refuses access to {}. The user who authorised the connection lacks this right, or the app has no permission for it: give both in Exact Online, then authorise and test the connection again.':
    'Exact Online weigert toegang tot {}. De gebruiker die toegang gaf mist dit recht, of de app heeft er geen toestemming voor: geef beide in Exact Online, geef daarna opnieuw toegang en test de verbinding.',
  'Exact Online counts {} as used up for this app and division. Koppel goes on by itself in about {}; where this happens often, run the flows less often or ask Exact for a higher limit.':
    'Volgens Exact Online zijn {} voor deze app en divisie op. Koppel gaat over ongeveer {} vanzelf verder; komt dit vaak voor, laat de stromen dan minder vaak lopen of vraag Exact om een hogere limiet.',
  'the calls of this day': 'de aanroepen van deze dag',
  'the calls of this minute': 'de aanroepen van deze minuut',
  '{} minute': '{} minuut',
  '{} minutes': '{} minuten',
};
