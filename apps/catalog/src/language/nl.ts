import type { CatalogTexts } from './translation.js';

/** The catalog's own texts in Dutch. */
export const dutch: CatalogTexts = {
  packages: {
    'products-and-stock': {
      title: 'Producten en voorraad',
      description: 'Je artikelen met hun voorraad en prijzen, van de boekhouding naar de webshop.',
    },
    'orders-and-customers': {
      title: 'Bestellingen en klanten',
      description: 'Bestellingen van de webshop met hun klanten en terugbetalingen, naar de boekhouding.',
    },
    payments: {
      title: 'Betalingen',
      description:
        'Wat kopers betaalden en terugkregen, in het bank-, kas- of tussenrekeningdagboek van de betaalmethode, afgeletterd met de facturen en boekingen van de bestellingen. Laat het weg als de afschriften van je bank of betaaldienst daar al worden ingelezen.',
    },
  },
  flows: {
    products: {
      title: 'Producten',
      description: 'Maakt je artikelen aan in de webshop en houdt namen, omschrijvingen en status bij.',
    },
    'stock-levels': {
      title: 'Voorraad',
      description: 'Vertelt de webshop hoeveel stuks van elk artikel verkocht kunnen worden.',
    },
    prices: { title: 'Prijzen', description: 'Zet de verkoopprijs van elk artikel in de webshop.' },
    orders: {
      title: 'Bestellingen',
      description:
        'Boekt elke bestelling van de webshop; de klant wordt opgezocht of aangemaakt. Ook latere wijzigingen en annuleringen.',
    },
    credits: {
      title: 'Crediteringen',
      description: 'Boekt elke terugbetaling van een geboekte bestelling, als creditering op zichzelf.',
    },
    payments: {
      title: 'Betalingen',
      description: 'Boekt elke betaling en elke uitbetaalde terugbetaling één keer, afgeletterd met het document.',
    },
  },
  settings: {
    writeMode: {
      title: 'Producten aanmaken of bijwerken',
      description:
        'Met aanmaken en bijwerken blijft de webshop gelijk aan de boekhouding. Alleen aanmaken past als je teksten in de webshop zelf bewerkt, want die blijven dan staan. Alleen bijwerken wijzigt producten die de webshop al heeft.',
      labels: {
        both: 'Aanmaken en bijwerken',
        create: 'Alleen nieuwe aanmaken',
        update: 'Alleen bestaande bijwerken',
      },
    },
  },
};
