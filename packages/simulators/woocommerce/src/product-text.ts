/** Texts of products as WordPress stores and shows them. */

const namedTags = ['a', 'abbr', 'b', 'blockquote', 'cite', 'code', 'del', 'em', 'i', 'q', 's', 'strike', 'strong'];
const inName = new Set(namedTags);
const inDescription = new Set([
  ...namedTags, 'br', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'li', 'ol', 'p', 'pre', 'small', 'span', 'sub',
  'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul',
]); // prettier-ignore

/** A name as it is stored: unknown tags and backslashes are cut out, `&` is escaped. */
export function storedName(name: string): string {
  return sanitized(unslashed(name), inName).trim();
}

export function storedDescription(description: string): string {
  return sanitized(unslashed(description), inDescription);
}

/** WordPress takes each backslash for an escape of what follows it: `C:\temp` becomes `C:temp`, two become one. */
function unslashed(text: string): string {
  return text.replace(/\\([\s\S]?)/g, '$1');
}

/** Cuts out all that looks like a tag and is not allowed, text in angle brackets too, and escapes what is left of `<`, `>` and `&`. */
function sanitized(text: string, allowed: ReadonlySet<string>): string {
  const parts = text.split(/(<[^>]*>)/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part);
      const tag = /^<\/?([a-z][a-z0-9]*)[\s/>]/i.exec(part)?.[1]?.toLowerCase();
      return tag !== undefined && allowed.has(tag) ? part : '';
    })
    .join('');
}

function escaped(text: string): string {
  return text
    .replace(/&(?!(#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A stored name as a person reads it. */
export function plainName(name: string): string {
  return name.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A SKU as WordPress cleans a line of text: without tags, escaped bytes (`%25`) and repeated blanks. */
export function storedSku(sku: string): string {
  return sku.replace(/<[^>]*>/g, '').replace(/%[a-f0-9]{2}/gi, '').replace(/\s+/g, ' ').trim(); // prettier-ignore
}

/** The part of an address for a stored name. */
export function slugOf(name: string): string {
  return encodeURIComponent(generatedSlug(name)).toLowerCase();
}

/** The same before it is encoded. */
export function generatedSlug(name: string): string {
  const plain = name.replace(/<[^>]*>/g, '').replace(/&[a-z0-9#]+;/gi, '').normalize('NFD').replace(/\p{M}/gu, ''); // prettier-ignore
  const words = plain.toLowerCase().replace(/[\s./_]+/g, '-').replace(/[\u0021-\u002c\u003a-\u0040[-`{-~]/g, ''); // prettier-ignore
  return words.replace(/-+/g, '-').replace(/^-|-$/g, '');
}

/** A stored description as readers get it, in paragraphs. */
export function paragraphs(description: string): string {
  const blocks = description.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  return blocks.map((block) => `<p>${block.trim().replaceAll('\n', '<br />\n')}</p>\n`).join('');
}
