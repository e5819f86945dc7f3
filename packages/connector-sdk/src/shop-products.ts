import type { Reason } from '@koppel/contracts';
import { z } from 'zod';
import { sharedReason } from './reasons.js';
import type { FieldTexts } from './texts.js';

// Settings that the writers of products and stock of shops share, and what they come to.

/** So few may always leave at once: in a small assortment each is a large share. */
const fewLeft = 20;

const manyLeftSetting = {
  maxLeftPercent: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(10)
    .meta({
      title: 'Most articles to take out of sale at once (%)',
      description: `A box or an item group that is cleared by mistake at the source, or a right that is lost, looks as if many articles left. Where one run would take more than ${fewLeft} articles and more than this share of all that the flow keeps in the shop out of sale, it does nothing to them; they wait together as one issue, where you say that it is meant. 100: it is always done.`,
      'x-essential': false,
    }),
};

const manyLeftDutch = {
  maxLeftPercent: {
    title: 'Hoeveel artikelen er tegelijk uit de verkoop mogen (%)',
    description: `Een vakje of artikelgroep die bij de bron per ongeluk wordt leeggemaakt, of een recht dat verloren gaat, ziet eruit alsof er veel artikelen wegvielen. Zou één run meer dan ${fewLeft} artikelen en meer dan dit deel van alles wat de stroom in de webshop bijhoudt uit de verkoop halen, dan doet die er niets mee; ze wachten samen als één probleem, waar je zegt dat het de bedoeling is. 100: het gebeurt altijd.`,
  },
};

type ManyLeft = z.infer<z.ZodObject<typeof manyLeftSetting>>;

function maxOf({ maxLeftPercent }: ManyLeft, kept: number): number | undefined {
  return maxLeftPercent === 100 ? undefined : Math.max(fewLeft, Math.floor((kept * maxLeftPercent) / 100));
}

/** How many of the articles that a flow keeps in the shop one run may hide or set out of stock; undefined: all. */
export function maxArticlesWithdrawn(settings: ManyLeft & { whenLeft: WhenLeft }, kept: number): number | undefined {
  return settings.whenLeft === 'leave' ? undefined : maxOf(settings, kept);
}

/** Of how many one run may set the stock to 0. */
export function maxStockEnded(
  settings: ManyLeft & { stockWhenLeft: 'zero' | 'leave' },
  kept: number,
): number | undefined {
  return settings.stockWhenLeft === 'leave' ? undefined : maxOf(settings, kept);
}

/** What becomes of an article that left the selection of its source. */
export const whenLeftSetting = {
  whenLeft: z
    .enum(['hide', 'out_of_stock', 'leave'])
    .default('hide')
    .meta({
      title: 'Articles that are no longer sold',
      description:
        'What happens in the shop to an article that was delivered and then ended, was deleted, or is not one of the articles to send any more. It is never deleted, so old orders keep it. When it comes back at the source, Koppel undoes what it did itself, and nothing else. Leave alone: the product stays visible with its last price, which is not kept up any more. Its stock is a matter of the flow of stock, which sets it to 0 unless its own setting for these articles says otherwise. Another choice goes for those that left before, too; what is hidden already stays hidden until it comes back.',
      'x-labels': { hide: 'Hide them', out_of_stock: 'Set them out of stock', leave: 'Leave them alone' },
      'x-essential': true,
    }),
  ...manyLeftSetting,
};
export type WhenLeft = z.infer<z.ZodObject<typeof whenLeftSetting>>['whenLeft'];

/** What becomes of the stock of such an article. */
export const stockWhenLeftSetting = {
  stockWhenLeft: z
    .enum(['zero', 'leave'])
    .default('zero')
    .meta({
      title: 'Stock of articles that are no longer sold',
      description:
        'The stock of an article that ended, was deleted, or is not one of the articles to send any more is not kept up any more, whatever the flow of products does with the article itself. With 0 nobody can order what may not be there, unless the shop sells it without stock. Leave it: only where such articles are left alone and are to be sold until the last piece. When the article comes back, its stock is sent again.',
      'x-labels': { zero: 'Set it to 0', leave: 'Leave it as it was sent last' },
      'x-essential': false,
    }),
  ...manyLeftSetting,
};

/** What becomes of a text that was taken away at the source. */
export const emptiedTextsSetting = {
  emptiedTexts: z
    .enum(['empty', 'keep'])
    .default('empty')
    .meta({
      title: 'Texts that were emptied',
      description:
        "A description or barcode that was delivered and then emptied at the source is emptied in the shop too, so that nothing stands there that you took away. A text that the source never had is a person's own, and stays.",
      'x-labels': { empty: 'Empty them in the shop too', keep: 'Keep the last text' },
      'x-essential': false,
    }),
};

/** What the descriptions of the source are made of, for a shop that takes HTML. */
export const descriptionFormatSetting = {
  descriptionFormat: z
    .enum(['text', 'html'])
    .default('text')
    .meta({
      title: 'Descriptions are',
      description:
        'Plain text is shown in the shop exactly as it stands at the source, with its lines. Choose HTML only if you write tags such as <b> in the descriptions at the source.',
      'x-labels': { text: 'Plain text', html: 'HTML' },
      'x-essential': false,
    }),
};

export const whenLeftDutch = {
  ...manyLeftDutch,
  whenLeft: {
    title: 'Artikelen die niet meer verkocht worden',
    description:
      'Wat er in de webshop gebeurt met een artikel dat is afgeleverd en daarna is beëindigd, is verwijderd of niet meer bij de te versturen artikelen hoort. Het wordt nooit verwijderd, zodat oude bestellingen het houden. Komt het bij de bron terug, dan maakt Koppel ongedaan wat het zelf deed, en niets anders. Ongemoeid laten: het product blijft zichtbaar met de laatste prijs, die niet meer wordt bijgehouden. De voorraad is de zaak van de voorraadstroom, die haar op 0 zet tenzij de eigen instelling voor deze artikelen anders zegt. Een andere keuze geldt ook voor wat al eerder wegviel; wat al verborgen is, blijft dat tot het terugkomt.',
    labels: { hide: 'Verbergen', out_of_stock: 'Uitverkocht zetten', leave: 'Ongemoeid laten' },
  },
} satisfies Record<keyof typeof whenLeftSetting, FieldTexts>;

export const stockWhenLeftDutch = {
  ...manyLeftDutch,
  stockWhenLeft: {
    title: 'Voorraad van artikelen die niet meer verkocht worden',
    description:
      'De voorraad van een artikel dat is beëindigd, is verwijderd of niet meer bij de te versturen artikelen hoort, wordt niet meer bijgehouden, wat de productstroom met het artikel zelf ook doet. Met 0 kan niemand bestellen wat er misschien niet is, tenzij de webshop het zonder voorraad verkoopt. Laten: alleen als zulke artikelen ongemoeid blijven en tot het laatste stuk verkocht mogen worden. Komt het artikel terug, dan wordt de voorraad weer verstuurd.',
    labels: { zero: 'Op 0 zetten', leave: 'Laten zoals die het laatst is verstuurd' },
  },
} satisfies Record<keyof typeof stockWhenLeftSetting, FieldTexts>;

export const emptiedTextsDutch = {
  emptiedTexts: {
    title: 'Leeggemaakte teksten',
    description:
      'Een omschrijving of barcode die is afgeleverd en daarna bij de bron is leeggemaakt, wordt ook in de webshop leeg, zodat daar niets staat wat je hebt weggehaald. Een tekst die de bron nooit had, is van iemand zelf en blijft staan.',
    labels: { empty: 'Ook in de webshop leegmaken', keep: 'De laatste tekst houden' },
  },
} satisfies Record<keyof typeof emptiedTextsSetting, FieldTexts>;

export const descriptionFormatDutch = {
  descriptionFormat: {
    title: 'Omschrijvingen zijn',
    description:
      'Platte tekst staat in de webshop precies zoals bij de bron, met de regels. Kies HTML alleen als je bij de bron tags zoals <b> in de omschrijvingen schrijft.',
    labels: { text: 'Platte tekst', html: 'HTML' },
  },
} satisfies Record<keyof typeof descriptionFormatSetting, FieldTexts>;

/** A text as a payload has it: null leaves what the shop has, `''` says that the source has none any more. */
export function sentText(
  text: string | undefined,
  { emptiedTexts }: z.infer<z.ZodObject<typeof emptiedTextsSetting>>,
): string | null {
  if (text === undefined) return null;
  return text !== '' || emptiedTexts === 'empty' ? text : null;
}

export function plannedWhenLeft({ whenLeft }: { whenLeft: WhenLeft }): Reason {
  const codes = {
    hide: 'products.will_hide',
    out_of_stock: 'products.will_sell_out',
    leave: 'products.will_leave',
  } as const;
  return sharedReason(codes[whenLeft]);
}

export function plannedStockEnd({ stockWhenLeft }: { stockWhenLeft: 'zero' | 'leave' }): Reason {
  return sharedReason(stockWhenLeft === 'zero' ? 'products.will_end_stock' : 'products.will_leave');
}
