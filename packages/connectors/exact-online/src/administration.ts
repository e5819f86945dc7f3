import { ConnectorFailure, type ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { textOf } from './odata.js';

export interface Administration {
  division: string;
  name: string;
  currency: string;
  country: string | undefined;
}

/** The chosen administration among those that the user may open; undefined where it is not among them. */
export async function findAdministration(
  client: ExactClient,
  currentDivision: string,
): Promise<Administration | undefined> {
  const rows = await client.divisions(currentDivision, `Code eq ${client.division}`);
  const row = rows.find((each) => textOf(each.Code) === client.division);
  if (!row) return undefined;
  return {
    division: client.division,
    name: textOf(row.Description) ?? client.division,
    currency: textOf(row.Currency) ?? '',
    country: textOf(row.Country),
  };
}

/** ISO code of the currency in which the administration is kept; asked once a run. */
export async function loadAdministrationCurrency(context: ConnectorContext): Promise<string> {
  const cached = context.cache.get('administration:currency');
  if (typeof cached === 'string') return cached;
  const client = new ExactClient(context);
  const administration = await findAdministration(client, client.division);
  if (!administration || !/^[A-Z]{3}$/.test(administration.currency)) {
    throw new ConnectorFailure(
      'permission',
      `Exact Online does not tell the currency of division ${client.division}: the user may not see that administration. Give the user access in Exact Online and test the connection.`,
    );
  }
  context.cache.set('administration:currency', administration.currency);
  return administration.currency;
}
