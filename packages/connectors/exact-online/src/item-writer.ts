import { ConnectorFailure, type ConnectorContext, type EntityWriter, type WriteOutcome } from '@koppel/connector-sdk';
import type { Product } from '@koppel/contracts';
import { ExactClient, outcomeOf } from './client.js';
import { textLiteral, textOf, type Row } from './odata.js';
import { orderFields, type OrderSettings } from './order-settings.js';
import { loadItemGroups, loadItems } from './references.js';
import { loadVatCodes, ownVatCode } from './vat-codes.js';
import { vatTableOf } from './vat-table.js';

const itemSettings = orderFields.pick({ newItemGroup: true, newItemVatCode: true, vatCodes: true });
type ItemSettings = Pick<OrderSettings, 'newItemGroup' | 'newItemVatCode' | 'vatCodes'>;

type ItemPayload = {
  code: string;
  description: string;
  isStockItem: boolean;
  /** Null leaves it to Exact Online. */
  itemGroup: string | null;
  unit: string | null;
  vatCode: string | null;
  /** Own VAT that is charged on it, for where no code is set. */
  vatRatePercent: string | null;
};

const items = 'logistics/Items';
const maxDescriptionLength = 60;

function itemPayload({ sku, name, isStocked, unit, vatRatePercent }: Product, settings: ItemSettings): ItemPayload {
  return {
    code: sku,
    description: name.slice(0, maxDescriptionLength),
    isStockItem: isStocked,
    itemGroup: settings.newItemGroup || null,
    unit: unit ?? null,
    vatCode: settings.newItemVatCode || null,
    vatRatePercent: vatRatePercent ?? null,
  };
}

async function itemBody(context: ConnectorContext, payload: ItemPayload, settings: ItemSettings): Promise<Row> {
  const { code, description, isStockItem, itemGroup, unit, vatRatePercent } = payload;
  const body: Row = { Code: code, Description: description, IsSalesItem: true, IsStockItem: isStockItem };
  if (itemGroup !== null) body.ItemGroup = (await loadItemGroups(context, true)).get(itemGroup);
  if (unit !== null) body.Unit = unit;
  const { homeCountry } = new ExactClient(context);
  const vatCode =
    payload.vatCode ??
    (vatRatePercent === null
      ? undefined
      : ownVatCode(vatRatePercent, {
          homeCountry,
          table: vatTableOf(settings.vatCodes),
          codes: await loadVatCodes(context),
        }).code);
  if (vatCode !== undefined) body.SalesVatCode = vatCode;
  return body;
}

/** The item as it is now, whatever this run knows of it; letter case counts. */
async function findNow(context: ConnectorContext, code: string): Promise<string | undefined> {
  const filter = `Code eq ${textLiteral(code)}`;
  const rows = await new ExactClient(context).rows(items, { select: 'ID,Code', filter });
  return textOf(rows.find((row) => textOf(row.Code) === code)?.ID);
}

/** The code is the key: an item that somebody, or another flow, made in the meantime is taken. */
async function ensureItem(context: ConnectorContext, payload: ItemPayload, settings: ItemSettings): Promise<string> {
  const { code } = payload;
  const known = await findNow(context, code);
  if (known !== undefined) return known;
  try {
    return await new ExactClient(context).create(items, await itemBody(context, payload, settings), 'ID');
  } catch (error: unknown) {
    const isTaken = error instanceof ConnectorFailure && error.failureClass === 'duplicate';
    const other = isTaken ? await findNow(context, code) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}

/** Articles that orders need, as items; an item that exists is never changed. */
export const itemWriter: EntityWriter<'product', ItemPayload, ItemSettings> = {
  entity: 'product',
  settings: itemSettings,
  fromCanonical: (product, settings) => ({ payload: itemPayload(product, settings) }),
  naturalKey: ({ code }) => code,
  changes: 'create_only',
  async find(context, codes) {
    const keys = await loadItems(context, codes);
    return new Map(
      codes.flatMap((code) => {
        const targetKey = keys.get(code);
        return targetKey === undefined ? [] : [[code, { targetKey }] as const];
      }),
    );
  },
  batchSize: 1,
  async write(context, operations, settings) {
    const outcomes: WriteOutcome[] = [];
    for (const { payload } of operations) outcomes.push(await outcomeOf(() => ensureItem(context, payload, settings)));
    return outcomes;
  },
};
