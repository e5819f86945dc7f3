import type { Input } from './input.js';

/** Parses a query string as PHP does: of a repeated name the last one counts; `name[]` and `name[key]` make a list. */
export function parsePhpQuery(query: string): Input {
  const parsed: Input = Object.create(null) as Input;
  for (const [name, value] of new URLSearchParams(query)) {
    const match = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name);
    if (!match) {
      parsed[name] = value;
      continue;
    }
    const [, list = '', key = ''] = match;
    const before = parsed[list];
    const entries = new Map(before instanceof Map ? (before as Map<string, string>) : []);
    parsed[list] = entries.set(key === '' ? String(entries.size) : key, value);
  }
  for (const [name, value] of Object.entries(parsed)) {
    if (value instanceof Map) parsed[name] = [...(value as Map<string, string>).values()];
  }
  return parsed;
}
