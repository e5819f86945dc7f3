import {
  divideDecimals,
  fitProduct,
  multiplyDecimals,
  type ConnectorContext,
  type EntityReader,
  type ReadOptions,
  type SourceRecord,
  type Translated,
} from '@koppel/connector-sdk';
import { productSchema, type Product } from '@koppel/contracts';
import { z } from 'zod';
import { ExactClient } from './client.js';
import { countChanges, deletedKinds, firstTimestamp, readDeletions, readFeed } from './feed.js';
import {
  deletedRecordOf,
  existingItems,
  itemFactsOf,
  itemFactsSelect,
  itemSelectionSetting,
  overReason,
  pagesOfItemsByDate,
  unreadableFailure,
  type DeletedItem,
  type ItemFacts,
} from './items.js';
import { decimalOf, findUnreadable, textOf, type Row, type UnreadableNumber } from './odata.js';
import { failure, reason } from './reasons.js';
import { loadVatCodes, type VatCode } from './vat-codes.js';

export const productSettings = z.object({
  itemSelection: itemSelectionSetting,
  itemDescriptionField: z
    .enum(['extra_description', 'notes', 'none'])
    .default('extra_description')
    .meta({
      title: 'Long description from',
      description:
        'The field of the item in Exact Online whose text becomes the description in the shop. Choose none when descriptions are written in the shop itself, so that they are not overwritten.',
      'x-labels': {
        extra_description: 'Extra description',
        notes: 'Notes',
        none: 'None: keep the text of the shop',
      },
      'x-essential': false,
    }),
});
export type ProductSettings = z.infer<typeof productSettings>;

export type NativeProduct =
  | DeletedItem
  | {
      deleted: false;
      item: ItemFacts;
      description?: string;
      extraDescription?: string;
      notes?: string;
      barcode?: string;
      netWeight?: string;
      netWeightUnit?: string;
      vatRatePercent?: string;
      unreadable?: UnreadableNumber;
      /** The day of reading, which decides whether the item has ended. */
      readOn: string;
    };

const select = `${itemFactsSelect},Description,ExtraDescription,Notes,Barcode,NetWeight,NetWeightUnit`;

const cursorSchema = z.object({
  items: z.string().regex(/^\d+$/),
  deletions: z.string().regex(/^\d+$/),
  readOn: z.iso.date(),
});
type Cursor = z.infer<typeof cursorSchema>;

const keylessPrefix = 'row:';

/** A row without a key cannot be told from others; it stays visible as an issue under its row version. */
function recordOf(row: Row, vatCodes: ReadonlyMap<string, VatCode>, readOn: string): SourceRecord<NativeProduct> {
  const item = itemFactsOf(row) ?? {
    ...{ id: '', isWebshopItem: true, isSalesItem: true, isStockItem: false },
    code: textOf(row.Code),
  };
  const vat = item.vatCode === undefined ? undefined : vatCodes.get(item.vatCode);
  const unreadable = findUnreadable(row, ['NetWeight']) ?? vat?.unreadable;
  const key = item.id || `${keylessPrefix}${textOf(row.Timestamp) ?? 'unknown'}`;
  const native: NativeProduct = {
    deleted: false,
    item,
    description: textOf(row.Description),
    extraDescription: textOf(row.ExtraDescription),
    notes: textOf(row.Notes),
    barcode: textOf(row.Barcode),
    netWeight: decimalOf(row.NetWeight),
    netWeightUnit: textOf(row.NetWeightUnit),
    vatRatePercent: vat?.percent,
    ...(unreadable && { unreadable }),
    readOn,
  };
  return { key, naturalKey: item.code ?? key, native };
}

/** Kilograms and pounds are written in many ways; an unknown unit gives no weight rather than a wrong one. */
const gramsPerUnit: Record<string, string> = {
  g: '1',
  gr: '1',
  gram: '1',
  kg: '1000',
  kilo: '1000',
  kilogram: '1000',
  lb: '453.59237',
  oz: '28.349523125',
};

function weightGramsOf(netWeight: string | undefined, unit: string | undefined): number | undefined {
  const factor = gramsPerUnit[(unit ?? 'kg').toLowerCase()];
  if (netWeight === undefined || factor === undefined) return undefined;
  const grams = Number(divideDecimals(multiplyDecimals(netWeight, factor), '1', 0));
  return grams > 0 && Number.isSafeInteger(grams) ? grams : undefined;
}

async function* read(
  context: ConnectorContext,
  { cursor, pageSize }: ReadOptions<ProductSettings>,
): AsyncGenerator<{ records: SourceRecord<NativeProduct>[]; cursor: Cursor }> {
  const client = new ExactClient(context);
  const today = client.today();
  const from = cursorSchema.optional().parse(cursor);
  const vatCodes = await loadVatCodes(context);
  let at: Cursor = from ?? { items: firstTimestamp, deletions: firstTimestamp, readOn: today };
  // From the start, too: what was delivered before the cursor was reset may have been deleted since.
  const deletions = await readDeletions(client, at.deletions, deletedKinds.item);

  const feed = readFeed(client, 'sync/Logistics/Items', { after: at.items, select: `Timestamp,${select}` });
  for await (const { rows, timestamp } of feed) {
    const next = { ...at, items: timestamp };
    for (let start = 0; start < rows.length; start += pageSize) {
      const records = rows.slice(start, start + pageSize).map((row) => recordOf(row, vatCodes, today));
      yield { records, cursor: start + pageSize < rows.length ? at : next };
    }
    at = next;
  }
  for await (const rows of pagesOfItemsByDate(client, select, { after: at.readOn, until: today })) {
    yield { records: rows.map((row) => recordOf(row, vatCodes, today)), cursor: at };
  }
  const gone = deletions.keys.map(deletedRecordOf);
  for (let start = 0; start + pageSize < gone.length; start += pageSize)
    yield { records: gone.slice(start, start + pageSize), cursor: at };
  const last = gone.length % pageSize || pageSize;
  yield { records: gone.slice(-last), cursor: { ...at, deletions: deletions.timestamp, readOn: today } };
}

function count(context: ConnectorContext, { cursor }: ReadOptions<ProductSettings>): Promise<number | undefined> {
  const from = cursorSchema.optional().parse(cursor);
  return countChanges(context, 'sync/Logistics/Items', from?.items ?? firstTimestamp);
}

/** Undefined where the descriptions of the shop are its own; empty where the item has none. */
function descriptionOf(
  native: Extract<NativeProduct, { deleted: false }>,
  settings: ProductSettings,
): string | undefined {
  if (settings.itemDescriptionField === 'none') return undefined;
  return (settings.itemDescriptionField === 'notes' ? native.notes : native.extraDescription) ?? '';
}

export function productFromItem(native: NativeProduct, settings: ProductSettings): Translated<Product> {
  if (native.deleted) {
    return { filtered: reason('exact_online.item_deleted'), isOver: true };
  }
  const { item } = native;
  const filtered = overReason(item, native.readOn, settings.itemSelection);
  if (filtered) return { filtered, isOver: true };
  const { unreadable } = native;
  if (unreadable)
    throw unreadableFailure(item, unreadable, unreadable.column === 'NetWeight' ? 'netWeight' : 'item.vatCode');
  const { texts, notes } = fitProduct({
    name: native.description,
    description: descriptionOf(native, settings),
    barcode: native.barcode ?? '',
    unit: item.unit,
  });
  const parsed = productSchema.safeParse({
    ...texts,
    sku: item.code,
    isStocked: item.isStockItem,
    weightGrams: weightGramsOf(native.netWeight, native.netWeightUnit),
    vatRatePercent: native.vatRatePercent,
  });
  if (item.id !== '' && parsed.success) return { canonical: parsed.data, ...(notes.length > 0 && { notes }) };
  const name = String(parsed.error?.issues[0]?.path[0] ?? 'sku');
  const [column, field] = item.id === '' ? ['ID', 'item.id'] : (columns[name] ?? [name, name]);
  throw failure('value', 'exact_online.item_field_invalid', { item: item.code ?? item.id, column }, { field });
}

/** Where Exact Online and the record as read keep what the canonical field is made of. */
const columns: Record<string, [column: string, field: string]> = {
  sku: ['Code', 'item.code'],
  name: ['Description', 'description'],
  vatRatePercent: ['SalesVatCode', 'item.vatCode'],
};

/** Items of Exact Online, by row version. */
export const productReader: EntityReader<'product', NativeProduct, ProductSettings> = {
  entity: 'product',
  settings: productSettings,
  read,
  count,
  existing: async (context, { keys }) => {
    const isKeyless = (key: string) => key.startsWith(keylessPrefix);
    const ids = keys.filter((key) => !isKeyless(key));
    return new Set([...keys.filter(isKeyless), ...(await existingItems(context, ids))]);
  },
  toCanonical: productFromItem,
};
