import type { ConnectorContext } from '@koppel/connector-sdk';
import { ExactClient } from './client.js';
import { guidLiteral, textOf, type Row } from './odata.js';
import type { PayloadAddress } from './order-payload.js';

const endpoint = 'crm/Addresses';
/** Address types of Exact Online: 1 visit, 2 postal, 3 invoice, 4 delivery. */
const deliveryType = 4;

/** The same place however it is written: letter case and spaces do not count. */
function addressKeyOf(parts: readonly (string | null | undefined)[]): string {
  return parts.map((part) => (part ?? '').replace(/\s+/g, '').toLowerCase()).join('|');
}

function rowAddress(row: Row): string {
  return addressKeyOf(
    [row.AddressLine1, row.AddressLine2, row.AddressLine3, row.Postcode, row.City, row.Country].map(textOf),
  );
}

/** Key of the account's delivery address, which is created where it is not there yet. */
export async function ensureDeliveryAddress(
  context: ConnectorContext,
  accountId: string,
  address: PayloadAddress,
): Promise<string> {
  const { recipient, line1, line2, postcode, city, country } = address;
  const client = new ExactClient(context);
  const wanted = addressKeyOf([line1, line2, recipient, postcode, city, country]);
  const select = 'ID,AddressLine1,AddressLine2,AddressLine3,Postcode,City,Country';
  const rows = await client.allRows(endpoint, {
    select,
    filter: `Account eq ${guidLiteral(accountId)} and Type eq ${deliveryType}`,
  });
  const known = textOf(rows.find((row) => rowAddress(row) === wanted)?.ID);
  if (known !== undefined) return known;
  const body: Row = {
    Account: accountId,
    Type: deliveryType,
    AddressLine1: line1,
    AddressLine2: line2,
    AddressLine3: recipient,
    Postcode: postcode,
    City: city,
    Country: country,
  };
  return client.create(endpoint, body, 'ID');
}
