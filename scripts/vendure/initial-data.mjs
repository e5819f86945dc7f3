import { dummyPaymentHandler } from '@vendure/core';

const zones = {
  Netherlands: { NL: 'Netherlands' },
  Europe: {
    ...{ AT: 'Austria', BE: 'Belgium', CH: 'Switzerland', CY: 'Cyprus', CZ: 'Czechia', DE: 'Germany', DK: 'Denmark' },
    ...{ ES: 'Spain', FI: 'Finland', FR: 'France', GB: 'United Kingdom', GR: 'Greece', IE: 'Ireland', IT: 'Italy' },
    ...{ LU: 'Luxembourg', MT: 'Malta', NO: 'Norway', PL: 'Poland', PT: 'Portugal', SE: 'Sweden' },
  },
};

/** What Vendure's Populator puts into an empty shop: Dutch rates of tax, one way to ship and one to pay. */
export const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Netherlands',
  countries: Object.entries(zones).flatMap(([zone, names]) =>
    Object.entries(names).map(([code, name]) => ({ code, name, zone })),
  ),
  taxRates: [
    { name: 'Standard', percentage: 21 },
    { name: 'Reduced', percentage: 9 },
    { name: 'Zero', percentage: 0 },
  ],
  shippingMethods: [{ name: 'Standard shipping', price: 495, taxRate: 21 }],
  paymentMethods: [
    {
      name: 'Test payment',
      handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
};
