import {
  descriptionFormatDutch,
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
import type { productSettings } from './product-payload.js';
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
    'Webshops op WordPress: krijgt producten, voorraad en prijzen, en geeft bestellingen met hun klanten, en wat daarvoor is betaald en terugbetaald.',
  fields: {
    shopUrl: {
      title: 'Adres van de webshop',
      description:
        'Het adres van je webshop zoals bezoekers het zien, met https:// ervoor, bijvoorbeeld https://www.mijnwinkel.nl.',
    },
    consumerKey: {
      title: 'Consumer key',
      description:
        'Uit WooCommerce > Instellingen > Geavanceerd > REST API. Begint met ck_. In de handleiding zie je hoe je er een maakt.',
    },
    consumerSecret: {
      title: 'Consumer secret',
      description:
        'Wordt één keer getoond, naast de consumer key. Begint met cs_. Het wordt versleuteld bewaard en nooit meer getoond.',
    },
  },
  settings: {
    newProductStatus: {
      title: 'Nieuwe producten worden',
      description:
        'Gepubliceerd: bezoekers zien een product zodra het is aangemaakt. Concept: iemand maakt elk product af en publiceert het; Koppel laat de zichtbaarheid dan met rust.',
      labels: { publish: 'Meteen gepubliceerd', draft: 'Concept, dat iemand zelf publiceert' },
    },
    ...whenLeftDutch,
    ...emptiedTextsDutch,
    ...descriptionFormatDutch,
    ...stockWhenLeftDutch,
    weightUnit: {
      title: 'Gewichtseenheid in de webshop',
      description:
        'Zoals gekozen in WooCommerce > Instellingen > Producten. Gewichten worden ernaar omgerekend; met een andere eenheid hier zouden ze niet kloppen.',
      labels: { kg: 'Kilogram', g: 'Gram', lbs: 'Engels pond (lb)', oz: 'Ounce (oz)' },
    },
    sendBarcodes: {
      title: 'Barcodes doorgeven',
      description:
        'Vult het veld GTIN, UPC, EAN of ISBN (WooCommerce 9.2 en nieuwer). De webshop weigert een barcode die twee producten hebben.',
    },
    taxClasses: {
      title: 'Belastingklassen',
      description:
        'Welke belastingklasse een product krijgt, op het btw-percentage van het artikel: 9 is 9 %. Wat er niet in staat, krijgt de klasse die dat percentage berekent in het land van de webshop; is er geen, of zijn het er meer, dan wacht het product en vraagt het hier om een regel.',
      keyTitle: 'Btw-percentage van het artikel',
      valueTitle: 'Belastingklasse in WooCommerce',
    },
    backorders: {
      title: 'Als de voorraad op is',
      description:
        'Of de webshop een product zonder voorraad blijft verkopen. Ongemoeid laten: elk product houdt zijn eigen keuze in WooCommerce.',
      labels: {
        leave: 'Ongemoeid laten',
        no: 'Stoppen met verkopen',
        notify: 'Blijven verkopen, en het de koper melden',
        yes: 'Blijven verkopen',
      },
    },
    stockFractions: {
      title: 'Voorraad heeft decimalen',
      description:
        "WooCommerce telt hele stuks, zodat 7,5 meter 7 wordt. Zet dit alleen aan bij een webshop met een plug-in voor aantallen en voorraad met decimalen; zonder zo'n plug-in laat de webshop de decimalen weg, en dat wordt een probleem.",
    },
    shopPriceVat: {
      title: 'Prijzen in de webshop staan er',
      description:
        'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: het volgt WooCommerce > Instellingen > Belasting.',
      labels: { as_shop: 'Zoals de webshop het zegt', excluding: 'Zonder btw', including: 'Met btw' },
    },
    ...standardVatRateDutch,
    priceDecimals: {
      title: 'Decimalen van prijzen',
      description:
        'Prijzen worden op zoveel decimalen afgerond, een half naar boven. De meeste webshops gebruiken er 2.',
    },
    orderStatuses: {
      title: 'Bestellingen om op te halen',
      description:
        'Bestellingen worden opgehaald zodra ze een van deze statussen hebben. Standaard is dat elke betaalde bestelling. Voeg "Terugbetaald" toe als je webshop creditorders als bestellingen met negatieve aantallen invoert.',
      labels: {
        pending: 'Wacht op betaling',
        processing: 'Betaald, nog te verzenden',
        'on-hold': 'In de wacht',
        completed: 'Afgerond',
        cancelled: 'Geannuleerd',
        refunded: 'Terugbetaald',
        failed: 'Betaling mislukt',
      },
    },
    ...ordersFromDutch,
    ...refundsFromDutch,
    ...paymentsFromDutch,
    refundMethods: {
      title: 'Terugbetalingen die met de hand zijn vastgelegd',
      description:
        'WooCommerce vertelt of de betaalmethode zelf een terugbetaling heeft uitbetaald. Wat iemand met de hand heeft vastgelegd, kan anders zijn uitbetaald, bijvoorbeeld per bank. Zulke terugbetalingen krijgen de betaalmethode van hun bestelling, of de methode "manual", waarvoor je een eigen dagboek kiest.',
      labels: { order: 'Krijgen de betaalmethode van hun bestelling', manual: 'Krijgen de methode "manual"' },
    },
    vatNumberField: {
      title: 'Veld met het btw-nummer',
      description:
        'Het veld van een bestelling waarin een plug-in van jou het btw-nummer van de koper bewaart. Leeg: de velden van de gebruikelijke btw-plug-ins.',
    },
  } satisfies FormTexts<Settings>,
} satisfies ConnectorTexts;
