import type { ReasonMessages } from '@koppel/contracts';
import type { en } from './reasons.en.js';

export const nl: ReasonMessages<keyof typeof en> = {
  'acme_shop.product_unreadable':
    'Het artikel kan niet worden gelezen: {field} ontbreekt of is niet wat Acme Shop daar geeft. Corrigeer het daar.',
  'acme_shop.product_ended':
    'Artikel {article} is beëindigd, en de instellingen van deze stroom slaan zulke artikelen over.',
  'acme_shop.read': 'Artikelen lezen',
  'acme_shop.read_advice': 'Controleer het adres en de API-sleutel.',
  'acme_shop.readable': 'Artikelen kunnen worden gelezen.',
};
