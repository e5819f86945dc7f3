import { absoluteDecimal, addDecimals, cutText, decimalsOf, isZeroDecimal, roundDecimal } from '@koppel/connector-sdk';
import type { Decimal } from '@koppel/contracts';
import { itemOf, missingCostItem } from '../line-item.js';
import type { Row } from '../odata.js';
import { calculatedTotal, pricedParts, vatOfParts } from '../order-amounts.js';
import { vatOf, type Composition, type DocumentLine, type LineForms, type VatAmounts } from '../order-document.js';
import type { OrderPayload, OrderPayloadLine } from '../order-payload.js';
import { failure } from '../reasons.js';
import { inclusiveTwinOf } from '../vat-codes.js';

interface LineColumns {
  /** `VATAmount` of orders. */
  vatAmount: string;
  /** What the kind of document adds to a line. */
  extras?(itemCode: string | null, composition: Composition): Row;
}

function itemLines(
  line: OrderPayloadLine,
  payload: OrderPayload,
  { composition, amounts, columns }: { composition: Composition; amounts: VatAmounts; columns: LineColumns },
): DocumentLine[] {
  const { references, settings } = composition;
  const item = itemOf(line, references, settings);
  const chosen = vatOf(line, payload, composition);
  const vat = amounts === 'stated' ? chosen : (inclusiveTwinOf(chosen, references.vatCodes.values()) ?? chosen);
  const decimals = decimalsOf(payload.currency, payload.totals.inclVat, payload.totals.vat);
  const total = vat.isInclusive ? addDecimals(line.totalExclVat, line.vatAmount) : line.totalExclVat;
  const parts = pricedParts(roundDecimal(total, decimals), line.quantity, decimals);
  if (!parts) {
    const { currency } = payload;
    const params = { quantity: line.quantity, total, currency, line: line.itemCode ?? line.description };
    throw failure('value', 'exact_online.price_not_calculable', params, { field: 'lines' });
  }
  const isStated = amounts === 'stated' && !isZeroDecimal(vat.percent);
  const vatAmounts = isStated ? vatOfParts(parts, line.vatAmount, decimals) : [];
  return parts.map((part, index) => ({
    body: {
      Item: item.id,
      ...(item.description === undefined ? {} : { Description: cutText(item.description, 100) }),
      Quantity: Number(part.quantity),
      NetPrice: Number(part.netPrice),
      VATCode: vat.code,
      ...(isStated ? { [columns.vatAmount]: Number(vatAmounts[index]) } : {}),
      ...columns.extras?.(line.itemCode, composition),
    },
    calculated: calculatedTotal(part, { ...vat, stated: vatAmounts[index] }, decimals),
  }));
}

function roundingItemLine(
  missing: Decimal,
  payload: OrderPayload,
  { composition, columns }: { composition: Composition; columns: LineColumns },
): Row {
  const { references, settings } = composition;
  const itemCode = settings.roundingItem || settings.feeItem || null;
  const quantity = missing.startsWith('-') ? '-1' : '1';
  const line: OrderPayloadLine = {
    kind: 'difference',
    itemCode,
    text: null,
    description: references.texts.rounding,
    quantity,
    totalExclVat: missing,
    vatAmount: '0',
    vat: { country: null, ratePercent: '0', isCompound: false },
  };
  const id = itemCode === null ? undefined : references.items.get(itemCode);
  if (id === undefined) throw missingCostItem(line, 'rounding');
  const { code } = vatOf(line, payload, composition);
  return {
    Item: id,
    Description: line.description,
    Quantity: Number(quantity),
    NetPrice: Number(absoluteDecimal(missing)),
    VATCode: code,
    ...columns.extras?.(itemCode, composition),
  };
}

/** Lines that sell items, of orders and invoices. */
export function itemLineForms(columns: LineColumns): LineForms {
  return {
    linesOf: (line, payload, composition, amounts) => itemLines(line, payload, { composition, amounts, columns }),
    roundingLine: (missing, payload, composition) => roundingItemLine(missing, payload, { composition, columns }),
  };
}
