import { once, type ConnectorContext } from '@koppel/connector-sdk';
import { admin } from './graphql.js';

/** Names of the custom fields with one text each, by the entity to which the shop's developers added them. */
export type CustomFields = Record<'Order' | 'Address' | 'Customer', string[]>;

interface ConfigData {
  globalSettings: {
    serverConfig: {
      entityCustomFields: { entityName: string; customFields: { name: string; type: string; list: boolean }[] }[];
    };
  };
}

const configQuery = `query {
  globalSettings { serverConfig { entityCustomFields { entityName customFields { ... on CustomField { name type list } } } } }
}`;

const textTypes = new Set(['string', 'text', 'localeString', 'localeText']);

/** The custom fields in which a VAT number may stand, read once per run. */
export function loadCustomFields(context: ConnectorContext): Promise<CustomFields> {
  return once(context, 'custom_fields', async () => {
    const { globalSettings } = await admin<ConfigData>(context, { query: configQuery, isRepeatable: true });
    const namesOf = (entity: string): string[] =>
      globalSettings.serverConfig.entityCustomFields
        .filter(({ entityName }) => entityName === entity)
        .flatMap(({ customFields }) => customFields)
        .flatMap(({ name, type, list }) => (textTypes.has(type) && !list ? [name] : []));
    return { Order: namesOf('Order'), Address: namesOf('Address'), Customer: namesOf('Customer') };
  });
}
