import { z } from 'zod';
import { itemSelectionSetting, type ItemFacts } from './items.js';
import { dayOf, decimalOf, textOf, type Row } from './odata.js';

export const priceSettings = z.object({
  itemSelection: itemSelectionSetting,
  priceSource: z
    .enum(['sales_price', 'standard_sales_price'])
    .default('sales_price')
    .meta({
      title: 'Which price',
      description:
        'The sales price of today is the newest price line of the item that is valid now, for one piece and for all customers; without one, the standard sales price is taken.',
      'x-labels': {
        sales_price: 'Sales price of today',
        standard_sales_price: 'Always the standard sales price of the item',
      },
      'x-essential': true,
    }),
  priceVat: z
    .enum(['by_vat_code', 'exclusive', 'inclusive'])
    .default('by_vat_code')
    .meta({
      title: 'VAT in the prices of Exact Online',
      description:
        "Whether the prices that are read contain VAT. The item's own sales VAT code tells (excluding or including), which is right for nearly everyone. Choose another only when your prices are kept differently.",
      'x-labels': {
        by_vat_code: "As the item's VAT code says",
        exclusive: 'They are without VAT',
        inclusive: 'They contain VAT',
      },
      'x-essential': false,
    }),
});
export type PriceSettings = z.infer<typeof priceSettings>;

/** One line of the sales price list, for all customers or one. */
export interface SalesPrice {
  amount: string;
  quantity: string;
  isForOneCustomer: boolean;
  currency?: string;
  unit?: string;
  defaultUnit?: string;
  startDay?: string;
  endDay?: string;
}

export interface NativePrice {
  item: ItemFacts;
  prices: SalesPrice[];
  /** The price on the item itself, in the administration's currency. */
  standardPrice?: string;
  administrationCurrency: string;
  vat?: { percent: string; isInclusive: boolean };
  /** The day of reading, which decides which price is valid. */
  readOn: string;
}

export function salesPriceOf(row: Row): { itemId: string; key: string; part: SalesPrice } | undefined {
  const itemId = textOf(row.Item);
  const key = textOf(row.ID);
  const amount = decimalOf(row.Price);
  if (itemId === undefined || key === undefined || amount === undefined) return undefined;
  const part = {
    amount,
    quantity: decimalOf(row.Quantity) ?? '1',
    isForOneCustomer: textOf(row.Account) !== undefined,
    currency: textOf(row.Currency),
    unit: textOf(row.Unit),
    defaultUnit: textOf(row.DefaultItemUnit),
    startDay: dayOf(row.StartDate),
    endDay: dayOf(row.EndDate),
  };
  return { itemId, key, part };
}
