// Runs inside the folder where Vendure is installed, apart from Koppel's workspaces and their types: a plain Vendure server,
// seeded with what a Dutch shop needs at the least. Its settings come from the environment (see tools/vendure.ts).
import {
  ChannelService,
  DefaultLogger,
  JobQueueService,
  LanguageCode,
  LogLevel,
  Populator,
  RequestContextService,
  TaxCategoryService,
  bootstrap,
  dummyPaymentHandler,
} from '@vendure/core';

const { DATABASE_URL, PORT, VENDURE_USERNAME, VENDURE_PASSWORD, VENDURE_COOKIE_SECRET } = process.env;

const config = {
  apiOptions: {
    ...{ hostname: '127.0.0.1', port: Number(PORT), adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    adminListQueryLimit: 1_000,
  },
  authOptions: {
    tokenMethod: ['bearer', 'cookie'],
    superadminCredentials: { identifier: VENDURE_USERNAME, password: VENDURE_PASSWORD },
    cookieOptions: { secret: VENDURE_COOKIE_SECRET },
    requireVerification: false,
  },
  dbConnectionOptions: { type: 'postgres', url: DATABASE_URL, synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Info, timestamp: true }),
  // As a shop that sells to companies adds them.
  customFields: {
    Customer: [{ name: 'vatNumber', type: 'string' }],
    Address: [{ name: 'fiscalCode', type: 'string' }],
  },
  plugins: [],
};

const zones = {
  Netherlands: { NL: 'Netherlands' },
  Europe: {
    ...{ AT: 'Austria', BE: 'Belgium', CH: 'Switzerland', CY: 'Cyprus', CZ: 'Czechia', DE: 'Germany', DK: 'Denmark' },
    ...{ ES: 'Spain', FI: 'Finland', FR: 'France', GB: 'United Kingdom', GR: 'Greece', IE: 'Ireland', IT: 'Italy' },
    ...{ LU: 'Luxembourg', MT: 'Malta', NO: 'Norway', PL: 'Poland', PT: 'Portugal', SE: 'Sweden' },
  },
};

/** What Vendure's Populator puts into an empty shop: Dutch tax rates, one shipping and one payment method. */
const initialData = {
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

/** Countries, tax rates, shipping and payment, prices in euro without tax; once, on an empty database. */
async function seed(app) {
  const context = await app.get(RequestContextService).create({ apiType: 'admin', languageCode: LanguageCode.en });
  const categories = await app.get(TaxCategoryService).findAll(context);
  if (categories.totalItems > 0) return;
  await app.get(Populator).populateInitialData(initialData);
  const channels = app.get(ChannelService);
  const channel = await channels.getDefaultChannel(context);
  const euro = { defaultCurrencyCode: 'EUR', availableCurrencyCodes: ['EUR'] };
  await channels.update(context, { id: channel.id, ...euro, pricesIncludeTax: false, trackInventory: true });
  const { items } = await app.get(TaxCategoryService).findAll(context);
  const standard = items.find(({ name }) => name === 'Standard');
  await app.get(TaxCategoryService).update(context, { id: standard.id, isDefault: true });
}

const app = await bootstrap(config);
await seed(app);
await app.get(JobQueueService).start();
process.stdout.write('Vendure is seeded and ready\n');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void app.close().then(() => process.exit(0));
  });
}
