import type { z } from 'zod';

/** What a person reads of one field of a form, or of one setting. */
export interface FieldTexts {
  title: string;
  description: string;
  /** Of the values that can be chosen, by value. */
  labels?: Readonly<Record<string, string>>;
  /** Of the two columns of a table. */
  keyTitle?: string;
  valueTitle?: string;
}

type NamesOf<Form extends z.ZodObject> = Form extends z.ZodObject ? keyof Form['shape'] & string : never;

/** The texts of a form, or of the union of several, in another language: one for each of its fields, by name. */
export type FormTexts<Form extends z.ZodObject = z.ZodObject> = Readonly<Record<NamesOf<Form>, FieldTexts>>;

/** Everything that a person reads of a connector beside its reasons and its manual, in another language. */
export interface ConnectorTexts<Fields extends z.ZodObject = z.ZodObject> {
  summary: string;
  fields: FormTexts<Fields>;
  /** The settings of all its readers and writers. */
  settings: FormTexts;
}
