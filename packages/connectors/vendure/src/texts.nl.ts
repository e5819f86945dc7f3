/** What the form and the settings say in Dutch, by the English text. */
export const dutch: Readonly<Record<string, string>> = {
  'Open-source webshop. Articles, stock and prices go to the shop; orders with their customers come from it.':
    'Opensource webshop. Artikelen, voorraad en prijzen gaan naar de webshop; bestellingen met hun klanten komen eruit.',
  'Shop address': 'Adres van de webshop',
  'The address of the Vendure server, such as https://shop.example.com, without /admin-api behind it.':
    'Het adres van de server van Vendure, zoals https://shop.example.com, zonder /admin-api erachter.',
  'User name': 'Gebruikersnaam',
  'The identifier or e-mail address of a Vendure administrator made for Koppel alone.':
    'De gebruikersnaam of het e-mailadres van een beheerder in Vendure, speciaal voor Koppel gemaakt.',
  Password: 'Wachtwoord',
  'The password of that administrator. It is stored encrypted and never shown again.':
    'Het wachtwoord van die beheerder. Het wordt versleuteld bewaard en nooit meer getoond.',
  'Channel token': 'Kanaaltoken',
  'Only for a shop with several channels: the token of the one to connect, from Settings, Channels. Empty means the default channel.':
    'Alleen bij een webshop met meerdere kanalen: de token van het kanaal dat je koppelt, te vinden onder Settings, Channels. Leeg betekent het standaardkanaal.',
  'Orders to take': 'Bestellingen om op te halen',
  'Orders are taken once they have one of these states. The default is every order that is paid, or whose payment is secured, and was not cancelled.':
    'Bestellingen worden opgehaald zodra ze een van deze statussen hebben. Standaard is dat elke bestelling die betaald is, of waarvan de betaling vaststaat, en die niet geannuleerd is.',
  Paid: 'Betaald',
  'Paid (authorised)': 'Betaald (geautoriseerd)',
  'Partially shipped': 'Deels verzonden',
  Shipped: 'Verzonden',
  'Partially delivered': 'Deels bezorgd',
  Delivered: 'Bezorgd',
  'Waiting for payment': 'Wacht op betaling',
  'Waiting for an additional payment': 'Wacht op een bijbetaling',
  'Being changed': 'Wordt gewijzigd',
  Cancelled: 'Geannuleerd',
  'Orders placed from': 'Bestellingen vanaf',
  'The first day whose orders are taken, such as 2026-01-01. Empty takes all orders, also those that were booked by hand before.':
    'De eerste dag waarvan bestellingen worden opgehaald, bijvoorbeeld 2026-01-01. Leeg haalt alle bestellingen op, ook die eerder met de hand zijn geboekt.',
  'Show new articles': 'Nieuwe artikelen tonen',
  'When a new article becomes visible. Once it has a price is safest: nobody can order it for nothing. Never leaves it to a person, who publishes each new article in Vendure.':
    'Wanneer een nieuw artikel zichtbaar wordt. Zodra het een prijs heeft is het veiligst: niemand kan het voor niets bestellen. Bij nooit publiceert iemand elk nieuw artikel zelf in Vendure.',
  'Once they have a price': 'Zodra ze een prijs hebben',
  'At once, also without a price': 'Meteen, ook zonder prijs',
  Never: 'Nooit',
  'Hide articles that are no longer sold': 'Artikelen verbergen die niet meer verkocht worden',
  'An article that has ended in the accounting is switched off in the shop. It is never deleted, so old orders keep it.':
    'Een artikel dat in de boekhouding is beëindigd, wordt in de webshop uitgezet. Het wordt nooit verwijderd, zodat oude bestellingen het houden.',
  'Language of names and descriptions': 'Taal van namen en omschrijvingen',
  'The language in Vendure that the texts are written to. Texts in other languages stay as they are.':
    'De taal in Vendure waarin de teksten worden geschreven. Teksten in andere talen blijven zoals ze zijn.',
  "The shop's own language": 'De taal van de webshop',
  Dutch: 'Nederlands',
  English: 'Engels',
  German: 'Duits',
  French: 'Frans',
  'Tax category': 'Belastingcategorie',
  "How an article gets its tax category in Vendure. By its VAT rate: the category with the same percentage in the shop's own tax zone. Leave alone: new articles get the shop's default category, and existing ones stay as they are.":
    'Hoe een artikel zijn belastingcategorie in Vendure krijgt. Op btw-percentage: de categorie met hetzelfde percentage in de belastingzone van de webshop. Ongemoeid laten: nieuwe artikelen krijgen de standaardcategorie van de webshop, en bestaande blijven zoals ze zijn.',
  'By its VAT rate': 'Op btw-percentage',
  'Leave alone': 'Ongemoeid laten',
  'Stock location in the shop': 'Voorraadlocatie in de webshop',
  "The stock location in Vendure whose stock is written. Empty: the shop's first one, which is the only one in most shops.":
    'De voorraadlocatie in Vendure waarvan de voorraad wordt bijgewerkt. Leeg: de eerste van de webshop; bij de meeste webshops is dat de enige.',
  'Sell no more than there is': 'Niet meer verkopen dan er is',
  'Switches stock keeping on for every article whose stock is written, so that the shop stops selling at zero.':
    'Zet voorraadbeheer aan voor elk artikel waarvan de voorraad wordt bijgewerkt, zodat de webshop bij nul stopt met verkopen.',
  'Prices in the shop are kept': 'Prijzen in de webshop staan er',
  'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: the channel in Vendure tells whether its prices include VAT.':
    'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: het kanaal in Vendure vertelt of zijn prijzen inclusief btw zijn.',
  'As the shop says': 'Zoals de webshop het zegt',
  'Without VAT': 'Zonder btw',
  'With VAT': 'Met btw',
  'VAT rate where none is known': 'Btw-percentage als er geen bekend is',
  'The percentage that is added to prices including VAT when the article has no VAT code in the accounting.':
    'Het percentage dat bij prijzen inclusief btw wordt opgeteld als het artikel in de boekhouding geen btw-code heeft.',
};
