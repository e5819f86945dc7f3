// Runs inside the folder where Vendure is installed, apart from Koppel's workspaces: a plain Vendure server, seeded
// with what a Dutch shop needs at the least. Its settings come from the environment (see scripts/lib/vendure.mjs).
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
import { initialData } from './initial-data.mjs';

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
  plugins: [],
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
