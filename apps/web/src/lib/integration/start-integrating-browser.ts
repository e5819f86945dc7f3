export type BrowserKind = 'firefox' | 'safari' | 'edge' | 'chrome' | 'other';

/** Which browser it is, as far as the way to allow pop-ups differs. Edge says Chrome too, and Chrome says Safari. */
export function browserKind(userAgent: string): BrowserKind {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
