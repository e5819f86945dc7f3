/** What the form and the settings say in Dutch, by the English text. */
export const dutch: Readonly<Record<string, string>> = {
  'Open-source commerce platform. Articles, stock and prices go to the shop; orders with their customers come from it.':
    'Opensource webshopplatform. Artikelen, voorraad en prijzen gaan naar de webshop; bestellingen met hun klanten komen eruit.',
  'Shop address': 'Adres van de webshop',
  'The address of the Medusa server, such as https://shop.example.com, without /app or /admin behind it.':
    'Het adres van de server van Medusa, zoals https://shop.example.com, zonder /app of /admin erachter.',
  'Secret API key': 'Geheime API-sleutel',
  'A secret API key made for Koppel alone; it starts with sk_. It is stored encrypted and never shown again.':
    'Een geheime API-sleutel die alleen voor Koppel is gemaakt; hij begint met sk_. Hij wordt versleuteld bewaard en nooit meer getoond.',
  'Orders to take': 'Bestellingen om op te halen',
  'Orders are taken once their payment has one of these states. The default is every order that is paid, or whose payment is secured. Drafts and cancelled orders are never taken.':
    'Bestellingen worden opgehaald zodra de betaling een van deze statussen heeft. Standaard is dat elke bestelling die betaald is, of waarvan de betaling vaststaat. Concepten en geannuleerde bestellingen worden nooit opgehaald.',
  'Payment secured': 'Betaling staat vast',
  Paid: 'Betaald',
  'Partly paid': 'Deels betaald',
  'Partly refunded': 'Deels terugbetaald',
  Refunded: 'Terugbetaald',
  'Not paid': 'Niet betaald',
  'Waiting for payment': 'Wacht op betaling',
  'Payment partly secured': 'Betaling staat deels vast',
  'Payment needs attention': 'Betaling vraagt aandacht',
  'Payment cancelled': 'Betaling geannuleerd',
  'Orders placed from': 'Bestellingen vanaf',
  'The first day whose orders are taken, such as 2026-01-01. Empty takes all orders, also those that were booked by hand before.':
    'De eerste dag waarvan bestellingen worden opgehaald, bijvoorbeeld 2026-01-01. Leeg haalt alle bestellingen op, ook die eerder met de hand zijn geboekt.',
  'Show new articles': 'Nieuwe artikelen tonen',
  'When a new article is published. Once it has a price is best for most shops. Never leaves it to a person, who publishes each new article in Medusa.':
    'Wanneer een nieuw artikel wordt gepubliceerd. Zodra het een prijs heeft is voor de meeste webshops het beste. Bij nooit publiceert iemand elk nieuw artikel zelf in Medusa.',
  'Once they have a price': 'Zodra ze een prijs hebben',
  'At once, also without a price': 'Meteen, ook zonder prijs',
  Never: 'Nooit',
  'Hide articles that are no longer sold': 'Artikelen verbergen die niet meer verkocht worden',
  'An article that has ended in the accounting becomes a draft in the shop. It is never deleted, so old orders keep it.':
    'Een artikel dat in de boekhouding is beëindigd, wordt in de webshop een concept. Het wordt nooit verwijderd, zodat oude bestellingen het houden.',
  'Sales channel of new articles': 'Verkoopkanaal van nieuwe artikelen',
  "The sales channel that sells new articles. Empty: the shop's default one. Existing articles keep theirs.":
    'Het verkoopkanaal waarin nieuwe artikelen te koop zijn. Leeg: het standaardkanaal van de webshop. Bestaande artikelen houden het hunne.',
  'VAT rate of articles': 'Btw-tarief van artikelen',
  'Whether an article gets the product type that your tax region in Medusa gives its VAT rate. An article with another rate than the shop can give it then waits. Leave alone: product types stay as they are, and you see to the rates yourself. Koppel never changes tax regions or rates.':
    'Of een artikel het producttype krijgt waaraan je belastingregio in Medusa zijn btw-tarief geeft. Een artikel met een tarief dat de webshop niet kan geven, wacht dan. Ongemoeid laten: producttypes blijven zoals ze zijn, en je zorgt zelf voor de tarieven. Koppel wijzigt nooit belastingregio’s of tarieven.',
  'By product type': 'Op producttype',
  'Leave alone': 'Ongemoeid laten',
  'Country of the VAT rates': 'Land van de btw-tarieven',
  'The country, such as NL, whose tax region in Medusa the VAT rates are compared with. Empty: the country of the stock location.':
    'Het land, zoals NL, van de belastingregio in Medusa waarmee de btw-tarieven worden vergeleken. Leeg: het land van de voorraadlocatie.',
  'Send barcodes': 'Barcodes meesturen',
  'Whether the barcode of an article is written. Medusa takes each barcode once only.':
    'Of de barcode van een artikel wordt geschreven. Medusa neemt elke barcode maar één keer aan.',
  'Stock location in the shop': 'Voorraadlocatie in de webshop',
  "The stock location in Medusa whose stock is written. Empty: the shop's default one, or else its first.":
    'De voorraadlocatie in Medusa waarvan de voorraad wordt bijgewerkt. Leeg: de standaardlocatie van de webshop, of anders de eerste.',
  'Sell no more than there is': 'Niet meer verkopen dan er is',
  'Switches "Manage inventory" on for every article whose stock is written, so that the shop stops selling at zero.':
    'Zet "Manage inventory" aan voor elk artikel waarvan de voorraad wordt bijgewerkt, zodat de webshop bij nul stopt met verkopen.',
  'Prices in the shop are kept': 'Prijzen in de webshop staan er',
  'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: the store settings of Medusa tell whether prices in a currency include tax.':
    'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: de winkelinstellingen van Medusa vertellen of prijzen in een valuta inclusief btw zijn.',
  'As the shop says': 'Zoals de webshop het zegt',
  'Without VAT': 'Zonder btw',
  'With VAT': 'Met btw',
  'VAT rate where none is known': 'Btw-percentage als er geen bekend is',
  'The percentage that is added to prices including VAT when the article has no VAT code in the accounting.':
    'Het percentage dat bij prijzen inclusief btw wordt opgeteld als het artikel in de boekhouding geen btw-code heeft.',
};
