/** The catalog's own texts in Dutch, by the English text. */
export const dutch: Readonly<Record<string, string>> = {
  'Products & stock': 'Producten en voorraad',
  'Your articles with their stock and prices, from the accounting to the webshop.':
    'Je artikelen met hun voorraad en prijzen, van de boekhouding naar de webshop.',
  Products: 'Producten',
  'Creates your articles in the webshop and keeps names, descriptions and state up to date.':
    'Maakt je artikelen aan in de webshop en houdt namen, omschrijvingen en status bij.',
  'Stock levels': 'Voorraad',
  'Tells the webshop how many pieces of each article can be sold.':
    'Vertelt de webshop hoeveel stuks van elk artikel verkocht kunnen worden.',
  Prices: 'Prijzen',
  'Sets the sales price of each article in the webshop.': 'Zet de verkoopprijs van elk artikel in de webshop.',
  'Orders & customers': 'Bestellingen en klanten',
  'Orders of the webshop with their customers, to the accounting.':
    'Bestellingen van de webshop met hun klanten, naar de boekhouding.',
  Orders: 'Bestellingen',
  'Enters every order of the webshop as a sales order, with the customer found or created.':
    'Boekt elke bestelling van de webshop als verkooporder; de klant wordt opgezocht of aangemaakt.',
  'Create or update products': 'Producten aanmaken of bijwerken',
  'With create and update the webshop is kept equal to the accounting. Create only suits shops whose texts are edited in the webshop, since they stay. Update only changes products that the webshop has already.':
    'Met aanmaken en bijwerken blijft de webshop gelijk aan de boekhouding. Alleen aanmaken past als je teksten in de webshop zelf bewerkt, want die blijven dan staan. Alleen bijwerken wijzigt producten die de webshop al heeft.',
  'Create and update': 'Aanmaken en bijwerken',
  'Create new ones only': 'Alleen nieuwe aanmaken',
  'Update existing ones only': 'Alleen bestaande bijwerken',
};
