import {
  decimalFromNumber,
  maxChoices,
  vatNumberText,
  vatRateChoices,
  type ConnectorContext,
} from '@koppel/connector-sdk';
import type { Choice } from '@koppel/contracts';
import { getList } from './client.js';
import { readShop } from './shop.js';

const limit = maxChoices + 1;

export async function listStockLocations(context: ConnectorContext): Promise<Choice[]> {
  const { locations } = await readShop(context);
  return locations.map(({ id, name }, index) => ({ value: id, label: name, ...(index === 0 && { isProposed: true }) }));
}

export async function listSalesChannels(context: ConnectorContext): Promise<Choice[]> {
  const [{ salesChannelId }, { sales_channels: channels }] = await Promise.all([
    readShop(context),
    getList<{ sales_channels: { id: string; name: string; is_disabled: boolean }[] }>(context, 'sales-channels', {
      fields: 'id,name,is_disabled',
      limit,
    }),
  ]);
  return channels.map(({ id, name, is_disabled: isDisabled }) => ({
    ...{ value: id, label: name },
    ...(isDisabled && { hint: 'switched off' }),
    ...(id === salesChannelId && { isProposed: true }),
  }));
}

/** Payment providers by id, `pp_stripe_stripe`, which is what a payment of an order names. */
export async function listPaymentProviders(context: ConnectorContext): Promise<Choice[]> {
  const { payment_providers: providers } = await getList<{ payment_providers: { id: string }[] }>(
    context,
    'payments/payment-providers',
    { limit },
  );
  return providers.map(({ id }) => ({ value: id, label: id.replace(/^pp_/, '').replaceAll('_', ' '), hint: id }));
}

/** The rates of the tax regions. */
export async function listVatRates(context: ConnectorContext): Promise<Choice[]> {
  type Rate = { rate: number | null; name: string | null; tax_region: { country_code: string | null } | null };
  const fields = 'rate,name,tax_region.country_code';
  const { tax_rates: rates } = await getList<{ tax_rates: Rate[] }>(context, 'tax-rates', { fields, limit: 1000 });
  return vatRateChoices(
    rates.flatMap(({ rate, name, tax_region: region }) => {
      const country = region?.country_code;
      return country ? [{ country, ratePercent: decimalFromNumber(rate ?? 0), name: name ?? undefined }] : [];
    }),
  );
}

type WithMetadata = { metadata?: Record<string, unknown> | null } | null | undefined;

/** The names in the metadata of the last orders; a value is shown where it can be a VAT number. */
export async function listVatNumberFields(context: ConnectorContext): Promise<Choice[]> {
  const { orders } = await getList<{
    orders: Record<'customer' | 'billing_address' | 'shipping_address', WithMetadata>[];
  }>(context, 'orders', {
    fields: 'id,metadata,customer.metadata,billing_address.metadata,shipping_address.metadata',
    order: '-created_at',
    limit: 50,
  });
  const records = orders.flatMap((order): WithMetadata[] => [
    order as WithMetadata,
    order.billing_address,
    order.shipping_address,
    order.customer,
  ]);
  const choices = new Map<string, Choice>();
  for (const [name, value] of records.flatMap((record) => Object.entries(record?.metadata ?? {}))) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const hint = vatNumberText(value);
    if (hint !== undefined || !choices.has(name))
      choices.set(name, { value: name, label: name, ...(hint && { hint }) });
  }
  return [...choices.values()]
    .sort((left, right) => Number(left.hint === undefined) - Number(right.hint === undefined))
    .slice(0, limit);
}
