import type { Product, Reason } from '@koppel/contracts';
import { sharedReason } from './reasons.js';
import { cutText } from './text.js';

const maxName = 500;
const maxDescription = 50_000;
const maxUnit = 30;
const maxBarcode = 60;

type Texts = Pick<Product, 'description' | 'barcode' | 'unit'> & { name?: string | undefined };

/**
 * The texts of a product as they fit, and what was left out of them: a text that is too long stops no product. A barcode is never cut,
 * since it would be that of another article.
 *
 * @param texts a description of `''` says that the source has none; undefined, that it is not told
 */
export function fitProduct({ name, description, barcode, unit }: { [Name in keyof Texts]: string | undefined }): {
  texts: { [Name in keyof Texts]: string | undefined };
  notes: Reason[];
} {
  const notes: Reason[] = [];
  const named = cutName(name ?? '', maxName);
  const lines = description?.replace(/\r\n?/g, '\n').trim();
  const cut = lines === undefined ? undefined : (cutText(lines, maxDescription) ?? '');
  if (named.note) notes.push(named.note);
  if (lines !== undefined && lines !== cut)
    notes.push(sharedReason('products.description_cut', { length: lines.length, most: maxDescription }, 'description'));
  const isUnitLong = unit !== undefined && unit.length > maxUnit;
  if (isUnitLong) notes.push(sharedReason('products.unit_left_out', { length: unit.length, most: maxUnit }, 'unit'));
  const isBarcodeLong = barcode !== undefined && barcode.length > maxBarcode;
  if (isBarcodeLong)
    notes.push(sharedReason('products.barcode_left_out', { barcode: `${barcode.slice(0, 40)}…` }, 'barcode'));
  const texts = {
    name: named.name || undefined,
    description: cut,
    unit: isUnitLong ? undefined : unit,
    barcode: isBarcodeLong ? undefined : barcode,
  };
  return { texts, notes };
}

/** A name that an application takes, and a note where something of it was left out. */
export function cutName(name: string, most: number): { name: string; note?: Reason } {
  const fitting = cutText(name, most) ?? '';
  if (fitting === name.trim()) return { name: fitting };
  return { name: fitting, note: sharedReason('products.name_cut', { length: name.trim().length, most }, 'name') };
}
