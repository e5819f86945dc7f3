import type { Words } from '../i18n/translated.js';
import type { en } from './words.en.js';

export const nl: Words<typeof en> = {
  entities: {
    product: { one: 'product', many: 'producten' },
    stock_level: { one: 'voorraadstand', many: 'voorraadstanden' },
    price: { one: 'prijs', many: 'prijzen' },
    customer: { one: 'klant', many: 'klanten' },
    order: { one: 'bestelling', many: 'bestellingen' },
  },
  flows: {
    products: 'Producten',
    'stock-levels': 'Voorraad',
    prices: 'Prijzen',
    customers: 'Klanten',
    orders: 'Bestellingen',
  },
};
