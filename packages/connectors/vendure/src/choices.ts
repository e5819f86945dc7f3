import { decimalFromNumber, maxChoices, vatRateChoices, type ConnectorContext } from '@koppel/connector-sdk';
import type { Choice } from '@koppel/contracts';
import { loadChannelBasics } from './channel.js';
import { loadCustomFields } from './custom-fields.js';
import { admin } from './graphql.js';
import { orderStateLabels, takenStates } from './order-states.js';

const defaultChannelCode = '__default_channel__';

async function ask<Data>(context: ConnectorContext, query: string): Promise<Data> {
  return admin<Data>(context, { query, variables: { take: maxChoices + 1 }, isRepeatable: true });
}

interface NamedList {
  items: { id: string; name: string }[];
}

/** Stock locations by name: that is how the setting knows them, so of two with one name the first counts. */
export async function listStockLocations(context: ConnectorContext): Promise<Choice[]> {
  const { stockLocations } = await ask<{ stockLocations: NamedList }>(
    context,
    'query ($take: Int!) { stockLocations(options: { sort: { id: ASC }, take: $take }) { items { id name } } }',
  );
  const names = [...new Set(stockLocations.items.map(({ name }) => name))];
  return names.map((name, index) => ({ value: name, label: name, ...(index === 0 && { isProposed: true }) }));
}

export async function listTaxCategories(context: ConnectorContext): Promise<Choice[]> {
  type Data = { taxCategories: { items: { id: string; name: string; isDefault: boolean }[] } };
  const { taxCategories } = await ask<Data>(
    context,
    'query ($take: Int!) { taxCategories(options: { sort: { id: ASC }, take: $take }) { items { id name isDefault } } }',
  );
  return taxCategories.items.map(({ id, name, isDefault }) => ({
    value: id,
    label: name,
    ...(isDefault && { isProposed: true }),
  }));
}

/** The rates of each country of their zones; a country that is switched off is not delivered to. */
export async function listVatRates(context: ConnectorContext): Promise<Choice[]> {
  type Rate = {
    name: string;
    enabled: boolean;
    value: number;
    zone: { members: { code: string; enabled: boolean }[] };
  };
  const { taxRates } = await ask<{ taxRates: { items: Rate[] } }>(
    context,
    'query ($take: Int!) { taxRates(options: { sort: { id: ASC }, take: $take }) { items { name enabled value zone { members { code enabled } } } } }',
  );
  const isOn = ({ enabled }: { enabled: boolean }) => enabled;
  return vatRateChoices(
    taxRates.items.filter(isOn).flatMap(({ name, value, zone }) => {
      const ratePercent = decimalFromNumber(value);
      return zone.members.filter(isOn).map(({ code: country }) => ({ country, ratePercent, name }));
    }),
  );
}

/** Payment methods by code, which is what a payment of an order names. */
export async function listPaymentMethods(context: ConnectorContext): Promise<Choice[]> {
  type Data = { paymentMethods: { items: { code: string; name: string; enabled: boolean }[] } };
  const { paymentMethods } = await ask<Data>(
    context,
    'query ($take: Int!) { paymentMethods(options: { sort: { id: ASC }, take: $take }) { items { code name enabled } } }',
  );
  const methods = new Map(paymentMethods.items.map((method) => [method.code, method]));
  return [...methods.values()].map(({ code, name, enabled }) => ({
    value: code,
    label: name.trim() || code,
    hint: enabled ? code : `${code}, switched off`,
  }));
}

/** The channels that the user of the connection may work in; needs no permission. */
export async function listChannels(context: ConnectorContext): Promise<Choice[]> {
  type Data = { me: { channels: { code: string; token: string }[] } | null };
  const query = 'query { me { channels { code token } } }';
  const { me } = await admin<Data>(context, { query, isRepeatable: true });
  const { code: current } = await loadChannelBasics(context);
  return (me?.channels ?? []).map(({ code, token }) => ({
    value: token,
    label: code === defaultChannelCode ? 'Default channel' : code,
    ...(code === current && { isProposed: true }),
  }));
}

/** The states of the shop's own order process, with what its developers added; carts and drafts are no orders yet. */
export async function listOrderStates(context: ConnectorContext): Promise<Choice[]> {
  type Data = { globalSettings: { serverConfig: { orderProcess: { name: string }[] } } };
  const query = 'query { globalSettings { serverConfig { orderProcess { name } } } }';
  const { globalSettings } = await admin<Data>(context, { query, isRepeatable: true });
  const names = globalSettings.serverConfig.orderProcess.map(({ name }) => name);
  return names
    .filter((name) => !['Created', 'Draft', 'AddingItems'].includes(name))
    .map((name) => ({
      value: name,
      label: orderStateLabels[name] ?? name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
      ...(takenStates.includes(name) && { isProposed: true }),
    }));
}

/** The custom fields of orders, addresses and customers that hold a text. */
export async function listVatNumberFields(context: ConnectorContext): Promise<Choice[]> {
  const byName = new Map<string, string[]>();
  for (const [entity, names] of Object.entries(await loadCustomFields(context)))
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), entity]);
  return [...byName].map(([name, entities]) => ({ value: name, label: name, hint: entities.join(', ') }));
}
