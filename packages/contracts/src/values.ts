import { z } from 'zod';

/** An exact decimal as a string, `-12.345`; never a float. */
export const decimalSchema = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'field.decimal')
  .meta({ examples: ['12.50'] });
export type Decimal = z.infer<typeof decimalSchema>;
/** ISO 4217, upper case. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'field.currency')
  .meta({ examples: ['EUR'] });
/** ISO 3166-1 alpha-2, upper case. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'field.country')
  .meta({ examples: ['NL'] });
/** As shops accept it, which is more than standards allow: `ida..b@example.nl`, `ida@müller.example`. */
export const emailSchema = z
  .string()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'field.pattern')
  .meta({ examples: ['els@example.nl'] });
/** ISO 8601 with offset, as a database takes it. */
export const instantSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isStorableInstant, 'field.datetime')
  .meta({ examples: ['2026-01-05T09:30:00.000Z'] });

/** How records are named: at the source, by people, and at the target. */
export const sourceKeySchema = z.string().meta({ description: "The record's key at the source", examples: ['1042'] });
export const naturalKeySchema = z
  .string()
  .meta({ description: 'What a person knows it by: SKU, order number', examples: ['WEB-1042'] });
export const targetKeySchema = z
  .string()
  .meta({ description: "The record's key at the target", examples: ['20310042'] });

/** What a record is called by people, beside its key. */
export const recordTitleSchema = z
  .string()
  .nullable()
  .meta({ description: 'Name of the product, of the customer; null where there is none', examples: [null] });

/** A flow's key in the catalog and its name for people. */
export const flowKeySchema = z.string().meta({ examples: ['orders'] });
export const flowTitleSchema = z.string().meta({ examples: ['Orders'] });

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
/** Any JSON. Messages are parsed JSON, so nothing is left to check. */
export const jsonSchema = z.unknown() as z.ZodType<JsonValue>;
/** A JSON Schema document (draft 2020-12) as plain JSON. */
export const jsonSchemaDocumentSchema = z.record(z.string(), jsonSchema);
export type JsonSchemaDocument = z.infer<typeof jsonSchemaDocumentSchema>;

/** Postgres knows no year 0 and no offset of 16 hours or more, and reads no longer text. */
function isStorableInstant(text: string): boolean {
  const offset = Number(/[+-](\d\d):\d\d$/.exec(text)?.[1] ?? 0);
  return text.length <= 64 && !text.startsWith('0000') && offset < 16;
}

/** A page of a list: `limit` rows after the opaque `after`. */
export const pageRequestSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional().describe('`next` of the page before'),
});
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
