import type { Decimal, Reason } from '@koppel/contracts';
import { z } from 'zod';
import type { WriteOutcome } from './entity-writer.js';
import type { ConnectorFailure } from './failure.js';
import { sharedFailure, sharedReason } from './reasons.js';
import { isChargedAt, type TaxClass } from './tax-classes.js';
import type { FieldTexts } from './texts.js';

// The VAT that the writers of prices add where a shop keeps its prices with VAT.

export const standardVatRateSetting = {
  standardVatRate: z
    .string()
    .trim()
    .regex(/^(\d{1,3}(\.\d{1,4})?)?$/, 'field.percentage')
    .default('')
    .meta({
      title: 'VAT rate where none is known',
      description:
        'The percentage that is added to a price with VAT when the article has no VAT code at its source. Empty: such a price is not sent and becomes an issue, because any rate would be a guess.',
      'x-essential': false,
    }),
};

export const standardVatRateDutch = {
  standardVatRate: {
    title: 'Btw-percentage als er geen bekend is',
    description:
      'Het percentage dat bij een prijs met btw wordt opgeteld als het artikel bij de bron geen btw-code heeft. Leeg: zo’n prijs wordt niet verstuurd en wordt een probleem, want elk percentage zou een gok zijn.',
  },
} satisfies Record<keyof typeof standardVatRateSetting, FieldTexts>;

/** What of a price decides on its VAT; writers have it in their payloads. */
export type PricedVat = {
  sku: string;
  /** null: neither the article nor the settings have one. */
  vatRatePercent: Decimal | null;
  /** It is the one of the settings. */
  isStandardRate?: true;
};

/** The part of a payload that decides on its VAT, of an article with this rate. */
export function pricedBy(
  ratePercent: Decimal | undefined,
  { standardVatRate }: z.infer<z.ZodObject<typeof standardVatRateSetting>>,
): Pick<PricedVat, 'vatRatePercent' | 'isStandardRate'> {
  if (ratePercent !== undefined) return { vatRatePercent: ratePercent };
  return standardVatRate === '' ? { vatRatePercent: null } : { vatRatePercent: standardVatRate, isStandardRate: true };
}

/** A price that would need VAT, of an article whose rate nobody knows. */
export function missingVatRate(sku: string): ConnectorFailure {
  const options = { field: 'standardVatRate', waitsFor: `vat_rate:${sku}` };
  return sharedFailure('missing_reference', 'prices.vat_rate_missing', { sku }, options);
}

/** For the `resolve` of a writer: by SKU, the prices whose VAT is not known. The caller gives those that VAT is added to. */
export function unknownVatRates(payloads: readonly PricedVat[]): Map<string, ConnectorFailure> {
  const unknown = payloads.filter(({ vatRatePercent }) => vatRatePercent === null);
  return new Map(unknown.map(({ sku }) => [sku, missingVatRate(sku)]));
}

/** @throws ConnectorFailure where no rate is known */
export function vatRateOf({ sku, vatRatePercent }: PricedVat): Decimal {
  if (vatRatePercent === null) throw missingVatRate(sku);
  return vatRatePercent;
}

/** What a person should know of a price that VAT was added to. */
export function addedVatNotes({ sku, vatRatePercent, isStandardRate }: PricedVat): Reason[] {
  if (!isStandardRate || vatRatePercent === null) return [];
  return [sharedReason('prices.standard_vat_rate', { sku, rate: vatRatePercent }, 'standardVatRate')];
}

/** Told where the tax class that an article has in the shop charges another rate than the price was made for. */
export function otherVatNotes({ sku, vatRatePercent: rate }: PricedVat, taxClass: TaxClass | undefined): Reason[] {
  if (rate === null || !taxClass || isChargedAt(taxClass, rate)) return [];
  const charged = taxClass.ratePercents.join(', ') || '0';
  return [sharedReason('prices.charged_at_other_rate', { sku, rate, charged, taxClass: taxClass.name })];
}

/** The outcomes, each written one with its notes. */
export function withNotes(outcomes: readonly WriteOutcome[], notes: readonly (readonly Reason[])[]): WriteOutcome[] {
  return outcomes.map((outcome, index) => {
    const added = notes[index] ?? [];
    if (outcome.status === 'failed' || added.length === 0) return outcome;
    return { ...outcome, notes: [...(outcome.notes ?? []), ...added] };
  });
}
