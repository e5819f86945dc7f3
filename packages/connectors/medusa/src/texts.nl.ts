import {
  emptiedTextsDutch,
  ordersFromDutch,
  paymentsFromDutch,
  refundsFromDutch,
  standardVatRateDutch,
  stockWhenLeftDutch,
  whenLeftDutch,
  type ConnectorTexts,
  type FormTexts,
} from '@koppel/connector-sdk';
import type { creditSettings } from './credits.js';
import type { orderSettings } from './orders.js';
import type { paymentSettings } from './payments.js';
import type { priceSettings } from './prices.js';
import type { productSettings } from './products.js';
import type { stockSettings } from './stock.js';

type Settings =
  | typeof creditSettings
  | typeof orderSettings
  | typeof paymentSettings
  | typeof priceSettings
  | typeof productSettings
  | typeof stockSettings;

/** What a person reads of the connector, its form and its settings, in Dutch. */
export const dutch = {
  summary:
    'Opensource webshopplatform. Artikelen, voorraad en prijzen gaan naar de webshop; bestellingen met hun klanten, en wat daarvoor is betaald en terugbetaald, komen eruit.',
  fields: {
    shopUrl: {
      title: 'Adres van de webshop',
      description:
        'Het adres van de server van Medusa, zoals https://shop.example.com, zonder /app of /admin erachter.',
    },
    secretKey: {
      title: 'Geheime API-sleutel',
      description:
        'Een geheime API-sleutel die alleen voor Koppel is gemaakt; hij begint met sk_. Hij wordt versleuteld bewaard en nooit meer getoond.',
    },
  },
  settings: {
    publishNewItems: {
      title: 'Nieuwe artikelen tonen',
      description:
        'Wanneer een nieuw artikel wordt gepubliceerd. Zodra het een prijs heeft is voor de meeste webshops het beste. Bij nooit publiceert iemand elk nieuw artikel zelf in Medusa.',
      labels: { when_priced: 'Zodra ze een prijs hebben', at_once: 'Meteen, ook zonder prijs', never: 'Nooit' },
    },
    ...whenLeftDutch,
    ...emptiedTextsDutch,
    ...stockWhenLeftDutch,
    salesChannel: {
      title: 'Verkoopkanaal van nieuwe artikelen',
      description:
        'Het verkoopkanaal waarin nieuwe artikelen te koop zijn. Leeg: het standaardkanaal van de webshop. Bestaande artikelen houden het hunne.',
    },
    shopTax: {
      title: 'Btw-tarief van artikelen',
      description:
        'Of een artikel het producttype krijgt waaraan je belastingregio in Medusa zijn btw-tarief geeft. Een artikel met een tarief dat de webshop niet kan geven, wacht dan. Ongemoeid laten: producttypes blijven zoals ze zijn, en je zorgt zelf voor de tarieven. Koppel wijzigt nooit belastingregio’s of tarieven.',
      labels: { by_rate: 'Op producttype', keep: 'Ongemoeid laten' },
    },
    taxCountry: {
      title: 'Land van de btw-tarieven',
      description:
        'Het land, zoals NL, van de belastingregio in Medusa waarmee de btw-tarieven worden vergeleken. Leeg: het land van de voorraadlocatie.',
    },
    sendBarcodes: {
      title: 'Barcodes meesturen',
      description: 'Of de barcode van een artikel wordt geschreven. Medusa neemt elke barcode maar één keer aan.',
    },
    shopStockLocation: {
      title: 'Voorraadlocatie in de webshop',
      description:
        'De voorraadlocatie in Medusa waarvan de voorraad wordt bijgewerkt. Leeg: de standaardlocatie van de webshop, of anders de eerste.',
    },
    stockLocations: {
      title: 'Voorraadlocaties van de magazijnen',
      description:
        'Op welke voorraadlocatie van Medusa de voorraad van een magazijn staat; magazijnen op één locatie worden opgeteld. Een * staat voor alle magazijnen die niet in de tabel staan. Leeg: de voorraad van alle magazijnen samen staat op de ene locatie hierboven.',
      keyTitle: 'Magazijn',
      valueTitle: 'Voorraadlocatie in de webshop',
    },
    trackInventory: {
      title: 'Niet meer verkopen dan er is',
      description:
        'Zet "Manage inventory" aan voor elk artikel waarvan de voorraad wordt bijgewerkt, zodat de webshop bij nul stopt met verkopen.',
    },
    shopPriceVat: {
      title: 'Prijzen in de webshop staan er',
      description:
        'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: de winkelinstellingen van Medusa vertellen of prijzen in een valuta inclusief btw zijn.',
      labels: { as_shop: 'Zoals de webshop het zegt', excluding: 'Zonder btw', including: 'Met btw' },
    },
    ...standardVatRateDutch,
    orderPayments: {
      title: 'Bestellingen om op te halen',
      description:
        'Bestellingen worden opgehaald zodra de betaling een van deze statussen heeft. Standaard is dat elke bestelling die betaald is, of waarvan de betaling vaststaat. Concepten en geannuleerde bestellingen worden nooit opgehaald.',
      labels: {
        authorized: 'Betaling staat vast',
        captured: 'Betaald',
        partially_captured: 'Deels betaald',
        partially_refunded: 'Deels terugbetaald',
        refunded: 'Terugbetaald',
        not_paid: 'Niet betaald',
        awaiting: 'Wacht op betaling',
        partially_authorized: 'Betaling staat deels vast',
        requires_action: 'Betaling vraagt aandacht',
        canceled: 'Betaling geannuleerd',
      },
    },
    ...ordersFromDutch,
    ...refundsFromDutch,
    ...paymentsFromDutch,
    vatNumberField: {
      title: 'Veld met het btw-nummer',
      description:
        'De naam in de metadata van bestellingen, adressen of klanten waaronder het btw-nummer van de koper staat. Leeg: gebruikelijke namen, zoals vat_number of tax_id.',
    },
  } satisfies FormTexts<Settings>,
} satisfies ConnectorTexts;
