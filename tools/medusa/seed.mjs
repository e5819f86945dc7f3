import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ContainerRegistrationKeys, Modules } = require('@medusajs/framework/utils');
const flows = require('@medusajs/medusa/core-flows');

const countries = ['nl', 'de', 'be'];

/**
 * Fills an empty shop once: an administrator, two regions that sell in euro without tax, tax by Dutch rates, a warehouse that ships
 * for 4.95, and the two API keys. The reduced and the zero rate are for products of a product type, as Medusa has it.
 *
 * @returns the keys: `secretKey` for the admin API, `publishableKey` for the store API
 */
export async function seed(container) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data: known } = await query.graph({ entity: 'store', fields: ['id', 'metadata'] });
  if (known[0]?.metadata?.keys) return known[0].metadata.keys;
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;

  await createAdministrator(container, run);
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({});
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [{ name: 'Europe', currency_code: 'eur', countries, payment_providers: ['pp_system_default'] }],
  });
  await createTaxes(container, run);
  const location = await createWarehouse(container, run, channel);
  const keys = await createKeys(run, channel);
  await run(flows.updateStoresWorkflow, {
    selector: { id: known[0].id },
    update: {
      name: 'Web shop',
      supported_currencies: [{ currency_code: 'eur', is_default: true }],
      default_sales_channel_id: channel.id,
      default_region_id: region.id,
      default_location_id: location.id,
      metadata: { keys },
    },
  });
  return keys;
}

async function createAdministrator(container, run) {
  const { MEDUSA_USERNAME: email, MEDUSA_PASSWORD: password } = process.env;
  const [user] = await run(flows.createUsersWorkflow, { users: [{ email }] });
  const auth = container.resolve(Modules.AUTH);
  const { authIdentity, error } = await auth.register('emailpass', { body: { email, password } });
  if (error) throw new Error(error);
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: user.id } });
}

async function createTaxes(container, run) {
  const types = await run(flows.createProductTypesWorkflow, {
    product_types: [{ value: 'Reduced rate' }, { value: 'Zero rate' }],
  });
  const rateOf = (name, code, rate, type) => ({
    ...{ name, code, rate },
    rules: [{ reference: 'product_type', reference_id: type.id }],
  });
  for (const country of countries) {
    const [taxRegion] = await run(flows.createTaxRegionsWorkflow, [
      {
        country_code: country,
        provider_id: 'tp_system',
        default_tax_rate: { name: 'Standard', code: `standard-${country}`, rate: 21 },
      },
    ]);
    await run(
      flows.createTaxRatesWorkflow,
      [rateOf('Reduced', `reduced-${country}`, 9, types[0]), rateOf('Zero', `zero-${country}`, 0, types[1])].map(
        (rate) => ({ ...rate, tax_region_id: taxRegion.id }),
      ),
    );
  }
}

async function createWarehouse(container, run, channel) {
  const [location] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: 'Warehouse', address: { address_1: 'Kade 1', city: 'Utrecht', country_code: 'NL' } }],
  });
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
  });
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const [profile] = await fulfillment.listShippingProfiles({ type: 'default' });
  const set = await fulfillment.createFulfillmentSets({
    name: 'Shipping',
    type: 'shipping',
    service_zones: [{ name: 'Europe', geo_zones: countries.map((code) => ({ country_code: code, type: 'country' })) }],
  });
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  await run(flows.createShippingOptionsWorkflow, [
    {
      name: 'Standard shipping',
      price_type: 'flat',
      provider_id: 'manual_manual',
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile?.id ?? (await createProfile(run)).id,
      type: { label: 'Standard', description: 'Two days', code: 'standard' },
      prices: [{ currency_code: 'eur', amount: 4.95 }],
      rules: [
        { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
        { attribute: 'is_return', value: 'false', operator: 'eq' },
      ],
    },
  ]);
  return location;
}

async function createProfile(run) {
  const [profile] = await run(flows.createShippingProfilesWorkflow, { data: [{ name: 'Default', type: 'default' }] });
  return profile;
}

async function createKeys(run, channel) {
  const [secret, publishable] = await run(flows.createApiKeysWorkflow, {
    api_keys: [
      { title: 'Koppel', type: 'secret', created_by: '' },
      { title: 'Store', type: 'publishable', created_by: '' },
    ],
  });
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: publishable.id, add: [channel.id] });
  return { secretKey: secret.token, publishableKey: publishable.token };
}
