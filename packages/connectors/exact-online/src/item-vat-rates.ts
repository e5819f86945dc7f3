import { compareDecimals, type ConnectorContext } from '@koppel/connector-sdk';
import type { Choice, Decimal } from '@koppel/contracts';
import { ExactClient } from './client.js';
import { textOf } from './odata.js';
import { codesOf, loadVatCodes, type VatCode } from './vat-codes.js';

/** A thousand items each; a form must not wait for the whole list of a large administration. */
const maxPages = 5;

/** The percentages of the sales VAT codes that items have. Of an administration with very many items also those that they could have. */
export async function listItemVatRates(context: ConnectorContext): Promise<Choice[]> {
  const client = new ExactClient(context);
  const vatCodes = await loadVatCodes(context);
  const possible = codesOf(client.homeCountry, vatCodes.values(), client.homeCountry);
  const used = new Map<Decimal, VatCode>();
  let page = 0;
  for await (const { rows, hasNext } of client.pages('bulk/Logistics/Items', { select: 'ID,SalesVatCode' })) {
    for (const vat of rows.flatMap((row) => vatCodes.get(textOf(row.SalesVatCode) ?? '') ?? []))
      if (!used.has(vat.percent)) used.set(vat.percent, vat);
    if (possible.every(({ percent }) => used.has(percent))) break;
    page += 1;
    if (page < maxPages || !hasNext) continue;
    for (const vat of possible) if (!used.has(vat.percent)) used.set(vat.percent, vat);
    break;
  }
  return [...used.values()]
    .sort((left, right) => compareDecimals(right.percent, left.percent))
    .map(({ percent, description }) => ({ value: percent, label: `${percent} %`, hint: description }));
}
