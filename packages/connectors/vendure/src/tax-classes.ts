import {
  checkTaxClasses,
  proposeTaxClasses,
  taxClassNow,
  taxClassOf,
  uncertainTaxClasses,
  type ConnectorContext,
  type ConnectorFailure,
  type SettingsFindings,
  type TargetPayload,
  type TaxClass,
  type TaxClassSource,
  type TaxClassTable,
  type TaxedPayload,
} from '@koppel/connector-sdk';
import type { Choice, Proposal } from '@koppel/contracts';
import { loadChannel, type Channel } from './channel.js';
import { failure } from './reasons.js';

// What the SDK calls tax classes are the tax categories of Vendure, with their rates in the default tax zone of the channel.

const codes = {
  missing: 'vendure.tax_rate_missing',
  several: 'vendure.tax_rate_several',
  unknown: 'vendure.tax_rate_entry_unknown',
  other_rate: 'vendure.tax_rate_entry_other',
  twice: 'vendure.tax_rate_entry_twice',
} as const;

function sourceOf({ taxClasses, taxZone }: Channel): TaxClassSource {
  return {
    classes: taxClasses,
    failureOf: (fault, params, options) =>
      failure('missing_reference', codes[fault], { ...params, zone: taxZone?.name ?? '-' }, options),
  };
}

/** The category that an article gets; undefined where it stays as it is. @throws ConnectorFailure where it is not certain */
export function taxCategoryOf(payload: TaxedPayload, channel: Channel): TaxClass | undefined {
  return taxClassOf(payload, sourceOf(channel));
}

/** The `resolve` of articles: a failure for each whose category a person must choose. */
export async function resolveTaxCategories(
  context: ConnectorContext,
  payloads: readonly TaxedPayload[],
): Promise<Map<string, ConnectorFailure>> {
  return uncertainTaxClasses(payloads, sourceOf(await loadChannel(context)));
}

/** What the category of an article says, in terms of the payload. */
export function taxNow(payload: TaxedPayload, categoryId: string, channel: Channel): TargetPayload {
  return taxClassNow(payload, categoryId, sourceOf(channel));
}

export async function proposeTaxCategories(context: ConnectorContext, rates: readonly Choice[]): Promise<Proposal> {
  return proposeTaxClasses(rates, sourceOf(await loadChannel(context)));
}

export async function checkTaxCategories(context: ConnectorContext, table: TaxClassTable): Promise<SettingsFindings> {
  if (Object.keys(table).length === 0) return { problems: [] };
  return checkTaxClasses(table, sourceOf(await loadChannel(context)));
}
