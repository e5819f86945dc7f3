import type { Json } from '../odata/serialize.js';
import type { ReadResult } from './read.js';

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propertyXml(name: string, value: Json): string {
  if (name === '__metadata' || isObject(value) || Array.isArray(value)) return '';
  if (value === null) return `<d:${name} m:null="true" />`;
  const date = typeof value === 'string' ? /^\/Date\((-?\d+)\)\/$/.exec(value)?.[1] : undefined;
  const text = date === undefined ? String(value) : new Date(Number(date)).toISOString().slice(0, -1);
  return `<d:${name}>${escapeXml(text)}</d:${name}>`;
}

function entryXml(entry: Json, namespaces = ''): string {
  if (!isObject(entry)) return '';
  const meta = entry['__metadata'];
  const uri = isObject(meta) ? String(meta['uri']) : '';
  const properties = Object.entries(entry)
    .map(([name, value]) => propertyXml(name, value))
    .join('');
  const content = `<content type="application/xml"><m:properties>${properties}</m:properties></content>`;
  return `<entry${namespaces}><id>${escapeXml(uri)}</id><title type="text" />${content}</entry>`;
}

const namespaces =
  ' xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"' +
  ' xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"';

/** The answer to a client that does not ask for JSON: Atom, without expanded collections. */
export function toAtom(result: Exclude<ReadResult, { kind: 'count' }>, url: string): string {
  const head = '<?xml version="1.0" encoding="utf-8"?>';
  if (result.kind === 'entity') return head + entryXml(result.entry, namespaces);
  const count = result.count === undefined ? '' : `<m:count>${result.count}</m:count>`;
  const next = result.next === undefined ? '' : `<link rel="next" href="${escapeXml(result.next)}" />`;
  const entries = result.entries.map((entry) => entryXml(entry)).join('');
  return `${head}<feed${namespaces}><id>${escapeXml(url)}</id><title type="text" />${count}${entries}${next}</feed>`;
}
