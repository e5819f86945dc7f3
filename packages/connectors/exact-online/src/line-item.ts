import type { ConnectorFailure } from '@koppel/connector-sdk';
import { maxItemCodeLength } from './items.js';
import type { OrderPayloadLine } from './order-payload.js';
import type { OrderSettings } from './order-settings.js';
import { failure } from './reasons.js';
import type { References } from './references.js';

/** Costs and discounts go on items that the settings name. */
export function missingCostItem({ itemCode, description }: OrderPayloadLine, kind: string): ConnectorFailure {
  const params = { kind, line: description };
  if (itemCode === null) {
    return failure('value', 'exact_online.cost_item_not_chosen', params, { field: `${kind}Item` });
  }
  const options = { field: `${kind}Item`, waitsFor: `item:${itemCode}` };
  return failure('missing_reference', 'exact_online.cost_item_missing', { ...params, item: itemCode }, options);
}

/** Whether an item with this code can exist; it has no blanks around it any more. */
export function canHaveItem(code: string): boolean {
  return code.length <= maxItemCodeLength;
}

/** No item with this code can ever exist, so the order does not wait for it. */
function impossibleItem({ itemCode, description }: OrderPayloadLine): ConnectorFailure {
  const options = { field: 'replacementItem' };
  if (itemCode === null) return failure('value', 'exact_online.line_without_code', { line: description }, options);
  const params = { item: itemCode, line: description, length: itemCode.length, max: maxItemCodeLength };
  return failure('value', 'exact_online.item_code_too_long', params, options);
}

function missingItem(itemCode: string, { description }: OrderPayloadLine, settings: OrderSettings): ConnectorFailure {
  const [params, field] = [{ item: itemCode, line: description }, 'missingArticle'];
  if (settings.missingArticle !== 'hold') return failure('value', 'exact_online.item_missing', params, { field });
  return failure('missing_reference', 'exact_online.item_awaited', params, { field, waitsFor: `item:${itemCode}` });
}

/** Key of the line's item and the text that the line needs where the item's own does not say it. */
export function itemOf(
  line: OrderPayloadLine,
  { items }: Pick<References, 'items'>,
  settings: OrderSettings,
): { id: string; description?: string } {
  const { kind, itemCode, description } = line;
  const id = itemCode === null ? undefined : items.get(itemCode);
  if (id !== undefined) return kind === 'item' ? { id } : { id, description };
  if (kind !== 'item') throw missingCostItem(line, kind);
  const isPossible = itemCode !== null && canHaveItem(itemCode);
  const isReplaced = settings.missingArticle === 'replace' || (!isPossible && settings.replacementItem !== '');
  if (!isReplaced) throw isPossible ? missingItem(itemCode, line, settings) : impossibleItem(line);
  const replacement = items.get(settings.replacementItem);
  if (replacement !== undefined)
    return { id: replacement, description: [itemCode, description].filter(Boolean).join(' ') };
  const params = { replacement: settings.replacementItem, item: itemCode ?? description };
  throw failure('value', 'exact_online.replacement_missing', params, { field: 'replacementItem' });
}
