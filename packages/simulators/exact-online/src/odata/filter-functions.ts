type Type = 'string' | 'number' | 'boolean' | 'date';
type Value = string | number | bigint | boolean | null;

interface Signature {
  parameters: Type[];
  result: Type;
  apply: (...values: string[]) => Value;
}

/** The text functions of OData v2 that Exact's filters support. */
export const functionTypes: Record<string, Signature> = {
  substringof: {
    parameters: ['string', 'string'],
    result: 'boolean',
    apply: (part = '', whole = '') => whole.includes(part),
  },
  startswith: {
    parameters: ['string', 'string'],
    result: 'boolean',
    apply: (whole = '', part = '') => whole.startsWith(part),
  },
  endswith: {
    parameters: ['string', 'string'],
    result: 'boolean',
    apply: (whole = '', part = '') => whole.trimEnd().endsWith(part),
  },
  tolower: { parameters: ['string'], result: 'string', apply: (text = '') => text.toLowerCase() },
  toupper: { parameters: ['string'], result: 'string', apply: (text = '') => text.toUpperCase() },
  trim: { parameters: ['string'], result: 'string', apply: (text = '') => text.trim() },
  length: { parameters: ['string'], result: 'number', apply: (text = '') => text.length },
  indexof: {
    parameters: ['string', 'string'],
    result: 'number',
    apply: (whole = '', part = '') => whole.indexOf(part),
  },
};

/** Calls a function; an absent value makes the result absent, as in SQL. */
export function callFunction(name: string, values: readonly Value[]): Value {
  if (values.some((value) => value === null)) return null;
  return functionTypes[name]?.apply(...values.map(String)) ?? null;
}
