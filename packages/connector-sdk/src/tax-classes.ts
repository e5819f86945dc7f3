import type { Choice, Decimal, Proposal, Reason } from '@koppel/contracts';
import { z } from 'zod';
import { compareDecimals, isZeroDecimal, trimDecimal } from './decimal.js';
import type { SettingsFindings, TargetPayload } from './entity-writer.js';
import { ConnectorFailure, type FailureOptions } from './failure.js';

/** What a shop calls a tax class or a tax category: products have one, and it decides which rates they are sold at. */
export interface TaxClass {
  id: string;
  name: string;
  /** What it charges in the shop's own country; several where that is not certain, none where it charges nothing. */
  ratePercents: readonly Decimal[];
  /** Products have it unless told otherwise. */
  isDefault: boolean;
}

/** The person's table: tax classes by percentage. */
export type TaxClassTable = Readonly<Record<string, string>>;

/** The setting that has the table is `taxClasses`; give it a title and the two headings. */
export const taxClassTable = z
  .record(z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'field.percentage'), z.string().trim().min(1).max(200))
  .default({});
const setting = 'taxClasses';

/** What the settings form needs to offer rows for {@link taxClassTable}. */
export const taxClassChoices = {
  'x-choices': 'tax_classes',
  'x-key-choices': 'item_vat_rates',
  'x-checks-gaps': true,
} as const;

type TaxClassFault = 'missing' | 'several' | 'unknown' | 'other_rate' | 'twice';

/** What a message about a fault may name. */
interface TaxClassParams {
  rate: Decimal;
  /** The classes that fit, or that the shop has. */
  classes: string;
  /** What the table names, and what that charges. */
  entry: string;
  charged: string;
}

/** Makes the failure for a fault, in words of the connector. */
export type TaxClassFailures = (
  fault: TaxClassFault,
  params: TaxClassParams,
  options: FailureOptions,
) => ConnectorFailure;

/** What of a product decides on its tax class; writers have it in their payloads. */
export interface TaxedPayload {
  sku: string;
  /** null: the class stays the shop's choice. */
  vatRatePercent: Decimal | null;
  /** The class that the table names for that rate; null: the one that charges it. */
  taxClass: string | null;
}

/** The part of a payload that decides on the tax class, of a product with this rate. */
export function taxedBy(
  ratePercent: Decimal | undefined,
  table: TaxClassTable,
): Pick<TaxedPayload, 'vatRatePercent' | 'taxClass'> {
  if (ratePercent === undefined) return { vatRatePercent: null, taxClass: null };
  // However the person has written the percentage.
  const row = Object.entries(table).find(([rate]) => compareDecimals(rate, ratePercent) === 0);
  return { vatRatePercent: trimDecimal(ratePercent), taxClass: row?.[1] ?? null };
}

/** The classes that charge a rate; nothing is charged by those that say so, else by those without any rate. */
function fittingClasses(ratePercent: Decimal, classes: readonly TaxClass[]): TaxClass[] {
  const stated = classes.filter((each) => chargesRate(each, ratePercent));
  if (stated.length > 0 || !isZeroDecimal(ratePercent)) return stated;
  // The default class of a shop without rates is not yet set up.
  return classes.filter(({ ratePercents, isDefault }) => ratePercents.length === 0 && !isDefault);
}

function chargesRate({ ratePercents }: TaxClass, ratePercent: Decimal): boolean {
  return ratePercents.some((each) => compareDecimals(each, ratePercent) === 0);
}

/** Whether what is sold in a class is charged this rate at home. */
export function isChargedAt(taxClass: TaxClass, ratePercent: Decimal): boolean {
  return chargesRate(taxClass, ratePercent) || (taxClass.ratePercents.length === 0 && isZeroDecimal(ratePercent));
}

type Answer = { taxClass: TaxClass } | { fault: 'missing' | 'several' | 'unknown'; params: TaxClassParams };

function answerOf(rate: Decimal, entry: string | null, classes: readonly TaxClass[]): Answer {
  const params = { rate, classes: namesOf(classes), entry: entry ?? '', charged: '' };
  if (entry !== null) {
    const taxClass = classes.find(({ id }) => id === entry);
    return taxClass ? { taxClass } : { fault: 'unknown', params };
  }
  const fitting = fittingClasses(rate, classes);
  const [only, ...others] = fitting;
  if (!only) return { fault: 'missing', params };
  if (others.length === 0) return { taxClass: only };
  return { fault: 'several', params: { ...params, classes: namesOf(fitting) } };
}

function namesOf(classes: readonly TaxClass[]): string {
  return classes.map(({ name }) => name).join(', ') || '-';
}

/** What a shop has, and how the connector tells what is wrong with it. */
export interface TaxClassSource {
  classes: readonly TaxClass[];
  failureOf: TaxClassFailures;
}

/**
 * The class that a product gets: as the table says, else the only one that charges its rate at home. Undefined where it stays the shop's choice.
 *
 * @throws ConnectorFailure of the connector where there is none, or several: choosing would be guessing
 */
export function taxClassOf(payload: TaxedPayload, source: TaxClassSource): TaxClass | undefined {
  const chosen = chosenFor(payload, source);
  if (chosen instanceof ConnectorFailure) throw chosen;
  return chosen;
}

function chosenFor(
  { vatRatePercent: rate, taxClass: entry }: TaxedPayload,
  { classes, failureOf }: TaxClassSource,
): TaxClass | ConnectorFailure | undefined {
  if (rate === null) return undefined;
  const answer = answerOf(rate, entry, classes);
  if ('taxClass' in answer) return answer.taxClass;
  return failureOf(answer.fault, answer.params, { field: `${setting}.${rate}`, waitsFor: `tax_rate:${rate}` });
}

/** For the `resolve` of a writer: by SKU, why the tax class is not certain. */
export function uncertainTaxClasses(
  payloads: readonly TaxedPayload[],
  source: TaxClassSource,
): Map<string, ConnectorFailure> {
  const failures = new Map<string, ConnectorFailure>();
  for (const payload of payloads) {
    const chosen = chosenFor(payload, source);
    if (chosen instanceof ConnectorFailure) failures.set(payload.sku, chosen);
  }
  return failures;
}

/** What the class that a product has at the shop says, in terms of the payload; nothing where it is the shop's choice. */
export function taxClassNow(payload: TaxedPayload, id: string, source: TaxClassSource): TargetPayload {
  if (payload.vatRatePercent === null) return {};
  const chosen = chosenFor(payload, source);
  const isChosen = chosen !== undefined && !(chosen instanceof ConnectorFailure) && chosen.id === id;
  const now = source.classes.find((each) => each.id === id)?.ratePercents[0] ?? null;
  return {
    vatRatePercent: isChosen ? payload.vatRatePercent : now,
    ...(payload.taxClass !== null && { taxClass: id }),
  };
}

/** The rows for which one class charges the rate, and why the others need a person. Keys that are no percentage are passed over. */
export function proposeTaxClasses(rates: readonly Choice[], { classes, failureOf }: TaxClassSource): Proposal {
  const proposal: Proposal = { rows: [], gaps: [] };
  for (const { value: key } of rates.filter(({ value }) => /^\d+(\.\d+)?$/.test(value))) {
    const answer = answerOf(trimDecimal(key), null, classes);
    if ('taxClass' in answer) proposal.rows.push({ key, value: answer.taxClass.id });
    else {
      const { reason } = failureOf(answer.fault, answer.params, {});
      proposal.gaps.push({ reason, rows: [{ key, coveredBy: [] }] });
    }
  }
  return proposal;
}

/** Compares the table with the classes of the shop. */
export function checkTaxClasses(table: TaxClassTable, { classes, failureOf }: TaxClassSource): SettingsFindings {
  const findings = { problems: [] as Reason[], warnings: [] as Reason[] };
  const rows = Object.entries(table);
  rows.forEach(([row, entry], index) => {
    const taxClass = classes.find(({ id }) => id === entry);
    const charged = taxClass?.ratePercents.join(', ') || '0';
    const params = { rate: trimDecimal(row), classes: namesOf(classes), entry: taxClass?.name ?? entry, charged };
    const isRepeated = rows.slice(0, index).some(([other]) => compareDecimals(other, row) === 0);
    const add = (list: Reason[], fault: TaxClassFault) =>
      list.push(failureOf(fault, params, { field: `${setting}.${row}` }).reason);
    if (isRepeated) add(findings.problems, 'twice');
    else if (!taxClass) add(findings.problems, 'unknown');
    else if (!isChargedAt(taxClass, row)) add(findings.warnings, 'other_rate');
  });
  return findings;
}
