import { normalVatNumber } from './buyer.js';

/** Names of fields in which shops and their plug-ins keep a VAT number, without `billing`, `shipping`, underscores and the like. */
const knownNames = new Set(
  [
    'vat vatnumber vatno vatnr vatid vatidentificationnumber vatregistrationnumber euvat euvatnumber euvatno euvatid yweuvat',
    'btw btwnummer btwnr btwid taxid taxvat ustid ustidnr ustidnummer umsatzsteuerid tva tvanumber numerotva tvaintracom piva',
    'partitaiva nifiva customervat customervatnumber companyvat companyvatnumber',
  ].flatMap((names) => names.split(' ')),
);

/** Whether a field of this name is one for a VAT number: `_billing_eu_vat_number`, `vatNumber`. */
export function isVatNumberField(name: string): boolean {
  const bare = name.toLowerCase().replace(/[^a-z]/g, '');
  return knownNames.has(bare.replace(/billing|shipping/, '')) || knownNames.has(bare);
}

/** A text that can be a VAT number, and is no amount of VAT. */
export function vatNumberText(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  const isNumber = text.length <= 30 && !/[.,]\d{1,2}$/.test(text) && normalVatNumber(text) !== undefined;
  return isNumber ? text : undefined;
}

/**
 * The VAT number of a buyer among the fields of an order.
 *
 * @param fields name and value of each, the most specific first
 * @param chosen the name of the field by the settings; empty: the known names alone
 */
export function findVatNumber(fields: readonly (readonly [string, unknown])[], chosen: string): string | undefined {
  const named = (isWanted: (name: string) => boolean): string | undefined =>
    fields.flatMap(([name, value]) => (isWanted(name) ? (vatNumberText(value) ?? []) : []))[0];
  return named((name) => name === chosen) ?? named(isVatNumberField);
}
