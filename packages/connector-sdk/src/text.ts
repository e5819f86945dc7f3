import type { JsonValue } from '@koppel/contracts';

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  eacute: 'é',
  egrave: 'è',
  euml: 'ë',
  iuml: 'ï',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  ccedil: 'ç',
  agrave: 'à',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  middot: '·',
  copy: '©',
  reg: '®',
  euro: '€',
};

/** `Jansen &amp; Zoon` → `Jansen & Zoon`: applications store texts as HTML shows them. Unknown names stay. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntities[String(name).toLowerCase()] ?? whole;
    const codePoint = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
  });
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text of an application without spaces around it, cut between characters as people see them: no half emoji.
 *
 * @param maxLength in UTF-16 units, as JavaScript and most databases count
 * @returns undefined for an empty one
 */
export function cutText(text: string | null | undefined, maxLength: number): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length <= maxLength) return trimmed || undefined;
  let length = 0;
  for (const { index, segment } of graphemes.segment(trimmed)) {
    if (index + segment.length > maxLength) break;
    length = index + segment.length;
  }
  return trimmed.slice(0, length).trim() || undefined;
}

/** Text without NUL and half surrogates, which no database stores and no application takes. */
export function wholeText(text: string): string {
  if (!/[\0\ud800-\udfff]/.test(text)) return text;
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The same for every text of a value. */
export function wholeTexts<Value extends JsonValue>(value: Value): Value;
export function wholeTexts(value: JsonValue): JsonValue {
  if (typeof value === 'string') return wholeText(value);
  if (Array.isArray(value)) return value.map((member) => wholeTexts(member));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, wholeTexts(member)]));
}

/** Plain text as HTML that shows it as it is: escaped, with its lines. */
export function htmlOfText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // The line break is kept behind its tag: editors and filters that make tags of line breaks do not add a second one then.
  return escaped.replace(/\r\n?|\n/g, '<br />\n');
}

/** What a visitor reads of HTML. */
export function textOfHtml(html: string): string {
  const lines = html
    .replace(/<br\s*\/?>(\r?\n)?/gi, '\n')
    .replace(/<\/(?:p|div|li|h[1-6])>\s*/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '');
  return decodeEntities(lines).trim();
}
