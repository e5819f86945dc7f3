import { isZeroDecimal, type ConnectorContext, type Dependency } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { canHaveItem } from './line-item.js';
import { vatOf, type Composition } from './order-document.js';
import type { OrderPayload, OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure, reason } from './reasons.js';
import { loadNewItemReferences, type NewItemReferences } from './references.js';

interface NewItem {
  code: string;
  line: OrderPayloadLine;
}

/** Lines whose article Exact Online lacks and that the settings let Koppel create. */
function newItems({ lines }: OrderPayload, { references, settings }: Composition): NewItem[] {
  if (settings.missingArticle !== 'create') return [];
  return lines.flatMap((line) => {
    const { kind, itemCode: code } = line;
    const isNew = kind === 'item' && code !== null && canHaveItem(code) && !references.items.has(code);
    return isNew ? [{ code, line }] : [];
  });
}

/** What the settings name for new items and Exact Online does not have. */
function findUnknown({ itemGroups, vatCodes, units }: NewItemReferences, settings: OrderSettings) {
  const { newItemGroup, newItemVatCode, newItemUnit } = settings;
  const isUsable = vatCodes.get(newItemVatCode)?.isBlocked === false;
  if (newItemGroup !== '' && !itemGroups.has(newItemGroup))
    return { code: 'exact_online.new_item_group_unknown', value: newItemGroup, field: 'newItemGroup' } as const;
  if (newItemVatCode !== '' && !isUsable)
    return { code: 'exact_online.new_item_vat_code_unknown', value: newItemVatCode, field: 'newItemVatCode' } as const;
  if (newItemUnit !== '' && !units.has(newItemUnit))
    return { code: 'exact_online.new_item_unit_unknown', value: newItemUnit, field: 'newItemUnit' } as const;
  return undefined;
}

/** Settings of new items that do not fit the administration. */
export async function checkNewItemSettings(context: ConnectorContext, settings: OrderSettings): Promise<Reason[]> {
  if (settings.missingArticle !== 'create') return [];
  const unknown = findUnknown(await loadNewItemReferences(context, settings, true), settings);
  return unknown ? [reason(unknown.code, { value: unknown.value }, unknown.field)] : [];
}

/**
 * The composition as it will be once the new items are there, to try an order on paper.
 *
 * @throws ConnectorFailure of class `value` where the settings of new items name what does not exist.
 */
export function withNewItems(payload: OrderPayload, composition: Composition): Composition {
  const { references, settings } = composition;
  const codes = newItems(payload, composition).map(({ code }) => code);
  const unknown = codes.length > 0 ? findUnknown(references, settings) : undefined;
  if (unknown) throw failure('value', unknown.code, { value: unknown.value }, { field: unknown.field });
  const items = new Map([...references.items, ...codes.map((code) => [code, `new:${code}`] as const)]);
  return { ...composition, references: { ...references, items } };
}

/** The items that are created before an order, each once, with the VAT of its first line that tells it. */
export function requiredItems(payload: OrderPayload, composition: Composition): Dependency[] {
  const required = new Map<string, Dependency<'product'>>();
  for (const { code, line } of newItems(payload, composition)) {
    if (required.get(code)?.canonical?.vatRatePercent !== undefined) continue;
    required.set(code, {
      name: `item:${code}`,
      entity: 'product',
      key: code,
      canonical: {
        sku: code,
        name: line.description.trim() || code,
        isStocked: composition.settings.newItemStock,
        unit: composition.settings.newItemUnit || undefined,
        vatRatePercent: ownRateOf(line, payload, composition),
      },
    });
  }
  return [...required.values()];
}

/** The rate of the own country that was charged; what was without VAT once, or carried VAT of another country, tells nothing of the item. */
function ownRateOf(line: OrderPayloadLine, payload: OrderPayload, composition: Composition): string | undefined {
  const { country, percent } = vatOf(line, payload, composition);
  const isOwn = country === undefined || country === composition.references.homeCountry;
  return isOwn && !isZeroDecimal(percent) ? percent : undefined;
}
