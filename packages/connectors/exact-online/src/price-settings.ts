import { z } from 'zod';
import { itemSelectionSetting } from './items.js';

const listCode = z.string().trim().max(60).default('');

export const priceSettings = z.object({
  itemSelection: itemSelectionSetting,
  priceList: listCode.meta({
    title: 'Price list',
    description:
      'The price list of Exact Online whose prices of today the shop asks. Empty: the prices for all customers, which stand with the items. An item that is not on the list has that price too, which its record says.',
    'x-choices': 'price_lists',
    'x-essential': true,
  }),
  priceSource: z
    .enum(['sales_price', 'standard_sales_price'])
    .default('sales_price')
    .meta({
      title: 'Which price',
      description:
        'For items without a price on a list. The sales price of today is the newest price line of the item that is valid now, for one piece and for all customers; without one, the standard sales price is taken.',
      'x-labels': {
        sales_price: 'Sales price of today',
        standard_sales_price: 'Always the standard sales price of the item',
      },
      'x-essential': true,
    }),
  priceCurrency: z
    .string()
    .trim()
    .regex(/^([A-Z]{3})?$/, 'field.currency')
    .default('')
    .meta({
      title: 'Currency of the prices',
      description:
        'The currency of the shop. Prices in another one are left aside. Empty: the currency of the administration, which is right for nearly everyone.',
      'x-choices': 'currencies',
      'x-essential': false,
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
  zeroPrices: z
    .enum(['issue', 'leave_out', 'send'])
    .default('issue')
    .meta({
      title: 'Prices of 0',
      description:
        'A price of 0 mostly means that nobody has filled it in, and a shop that has it gives the article away. An issue for each asks you. Send them only if you have articles that are free. A price below 0 is always an issue.',
      'x-labels': {
        issue: 'Make each an issue',
        leave_out: 'Leave them out: the shop keeps its price',
        send: 'Send them: the article is free',
      },
      'x-essential': false,
    }),
  salePrices: z
    .enum(['none', 'dated_prices', 'price_list'])
    .default('none')
    .meta({
      title: 'Offers',
      description:
        'Which prices of Exact Online are offers for a time, with the regular price beside them. None: the shop keeps the offers that were made there. Else an offer that was made in the shop is replaced, and taken away where Exact Online has none. WooCommerce shows an offer with its days; Vendure and Medusa get the regular price, and each record says so.',
      'x-labels': {
        none: 'None: offers are made in the shop',
        dated_prices: 'Price lines of the item with an end date',
        price_list: 'A price list for offers',
      },
      'x-essential': false,
    }),
  salePriceList: listCode.meta({
    title: 'Price list for offers',
    description:
      'Used where offers come from a price list. The same list as above: its periods of the type special offer.',
    'x-choices': 'price_lists',
    'x-essential': false,
  }),
});
export type PriceSettings = z.infer<typeof priceSettings>;

/** The code of the list that gives the offers; empty where none does. */
export function saleListOf({ salePrices, salePriceList }: PriceSettings): string {
  return salePrices === 'price_list' ? salePriceList : '';
}

/** The price lists that are read. */
export function listCodesOf(settings: PriceSettings): string[] {
  return [...new Set([settings.priceList, saleListOf(settings)])].filter((code) => code !== '');
}
