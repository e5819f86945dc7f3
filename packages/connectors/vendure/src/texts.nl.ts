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
    'Opensource webshop. Artikelen, voorraad en prijzen gaan naar de webshop; bestellingen met hun klanten, en wat daarvoor is betaald en terugbetaald, komen eruit.',
  fields: {
    shopUrl: {
      title: 'Adres van de webshop',
      description: 'Het adres van de server van Vendure, zoals https://shop.example.com, zonder /admin-api erachter.',
    },
    username: {
      title: 'Gebruikersnaam',
      description: 'De gebruikersnaam of het e-mailadres van een beheerder in Vendure, speciaal voor Koppel gemaakt.',
    },
    password: {
      title: 'Wachtwoord',
      description: 'Het wachtwoord van die beheerder. Het wordt versleuteld bewaard en nooit meer getoond.',
    },
    channelToken: {
      title: 'Kanaaltoken',
      description:
        'Alleen bij een webshop met meerdere kanalen: het token van het kanaal dat je koppelt, te vinden onder Settings, Channels. Leeg betekent het standaardkanaal.',
    },
  },
  settings: {
    publishNewItems: {
      title: 'Nieuwe artikelen tonen',
      description:
        'Wanneer een nieuw artikel zichtbaar wordt. Zodra het een prijs heeft is het veiligst: niemand kan het voor niets bestellen. Bij nooit publiceert iemand elk nieuw artikel zelf in Vendure.',
      labels: { when_priced: 'Zodra ze een prijs hebben', at_once: 'Meteen, ook zonder prijs', never: 'Nooit' },
    },
    ...whenLeftDutch,
    ...emptiedTextsDutch,
    ...descriptionFormatDutch,
    ...stockWhenLeftDutch,
    shopLanguage: {
      title: 'Taal van namen en omschrijvingen',
      description:
        'De taal in Vendure waarin de teksten worden geschreven. Teksten in andere talen blijven zoals ze zijn.',
      labels: { channel: 'De taal van de webshop', nl: 'Nederlands', en: 'Engels', de: 'Duits', fr: 'Frans' },
    },
    shopTaxCategory: {
      title: 'Belastingcategorie',
      description:
        'Hoe een artikel zijn belastingcategorie in Vendure krijgt. Op btw-percentage: zoals de tabel hieronder zegt, en anders de categorie met hetzelfde percentage in de belastingzone van de webshop. Ongemoeid laten: nieuwe artikelen krijgen de standaardcategorie van de webshop, en bestaande blijven zoals ze zijn.',
      labels: { by_rate: 'Op btw-percentage', keep: 'Ongemoeid laten' },
    },
    taxClasses: {
      title: 'Belastingcategorieën',
      description:
        'Welke belastingcategorie een artikel krijgt, op zijn btw-percentage: 9 is 9 %. Wat er niet in staat, krijgt de categorie die dat percentage berekent in de belastingzone van de webshop; is er geen, of zijn het er meer, dan wacht het artikel en vraagt het hier om een regel.',
      keyTitle: 'Btw-percentage van het artikel',
      valueTitle: 'Belastingcategorie in Vendure',
    },
    shopStockLocation: {
      title: 'Voorraadlocatie in de webshop',
      description:
        'De voorraadlocatie in Vendure waarvan de voorraad wordt bijgewerkt. Leeg: de eerste van de webshop; bij de meeste webshops is dat de enige.',
    },
    stockLocations: {
      title: 'Voorraadlocaties van de magazijnen',
      description:
        'Op welke voorraadlocatie van Vendure de voorraad van een magazijn staat; magazijnen op één locatie worden opgeteld. Een * staat voor alle magazijnen die niet in de tabel staan. Leeg: de voorraad van alle magazijnen samen staat op de ene locatie hierboven.',
      keyTitle: 'Magazijn',
      valueTitle: 'Voorraadlocatie in de webshop',
    },
    trackInventory: {
      title: 'Niet meer verkopen dan er is',
      description:
        'Zet voorraadbeheer aan voor elk artikel waarvan de voorraad wordt bijgewerkt, zodat de webshop bij nul stopt met verkopen.',
    },
    shopPriceVat: {
      title: 'Prijzen in de webshop staan er',
      description:
        'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: het kanaal in Vendure vertelt of zijn prijzen inclusief btw zijn.',
      labels: { as_channel: 'Zoals de webshop het zegt', excluding: 'Zonder btw', including: 'Met btw' },
    },
    ...standardVatRateDutch,
    orderStates: {
      title: 'Bestellingen om op te halen',
      description:
        'Bestellingen worden opgehaald zodra ze een van deze statussen hebben. Standaard is dat elke bestelling die betaald is, of waarvan de betaling vaststaat, en die niet geannuleerd is.',
      labels: {
        PaymentSettled: 'Betaald',
        PaymentAuthorized: 'Betaald (geautoriseerd)',
        PartiallyShipped: 'Deels verzonden',
        Shipped: 'Verzonden',
        PartiallyDelivered: 'Deels bezorgd',
        Delivered: 'Bezorgd',
        ArrangingPayment: 'Wacht op betaling',
        ArrangingAdditionalPayment: 'Wacht op een bijbetaling',
        Modifying: 'Wordt gewijzigd',
        Cancelled: 'Geannuleerd',
      },
    },
    ...ordersFromDutch,
    ...refundsFromDutch,
    ...paymentsFromDutch,
    vatNumberField: {
      title: 'Veld met het btw-nummer',
      description:
        'Het eigen veld (custom field) van klanten, adressen of bestellingen met het btw-nummer van de koper. Leeg: velden met een gebruikelijke naam, zoals vatNumber of taxId.',
    },
  } satisfies FormTexts<Settings>,
} satisfies ConnectorTexts;
