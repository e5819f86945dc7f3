import type { ConnectorTexts, FormTexts } from '@koppel/connector-sdk';
import type { productSettings } from './products.js';

/** What a person reads of the connector, its form and its settings, in Dutch. */
export const dutch = {
  summary: 'Artikelen komen uit Acme Shop.',
  fields: {
    address: { title: 'Adres', description: 'Het adres van Acme Shop, zoals https://acme-shop.example.com.' },
    apiKey: {
      title: 'API-sleutel',
      description: 'Een sleutel alleen voor Koppel. Hij wordt versleuteld bewaard en nooit meer getoond.',
    },
  },
  settings: {
    includeEnded: {
      title: 'Beëindigde artikelen meenemen',
      description:
        'Of artikelen die niet meer verkocht worden meekomen zoals andere. Anders wordt teruggenomen wat ervan is afgeleverd.',
    },
  } satisfies FormTexts<typeof productSettings>,
} satisfies ConnectorTexts;
