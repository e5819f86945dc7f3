import { createHash } from 'node:crypto';

/** An issue as far as its cause goes. */
export interface CauseOf {
  sourceKey: string;
  naturalKey: string;
  failure: { failureClass: string; reason: string; waitsFor: string | null };
}

const masked = '…';
/** Names of fields and settings are what is to be mended: they belong to the cause, other quoted words to the record. */
const names =
  /((?:settings?|fields?|column) )"([^"]*)"|"([^"]*)"(?= (?:has a value|must be filled|is not valid|is missing))/g;
/** What an application said in its own words: a quoted sentence after a colon. */
const spoken = /(: )"([^"]*)"(?=\. )/g;
const nameMarks = { open: '«', close: '»' };

/**
 * The same for issues of one flow that have one cause: their class and reason, without what differs from record to
 * record (its own keys, quoted words, numbers, codes, addresses).
 *
 * @returns MD5 in hexadecimal, 32 characters
 */
export function causeId(flowId: string, { sourceKey, naturalKey, failure }: CauseOf): string {
  const waited = failure.waitsFor?.slice(failure.waitsFor.indexOf(':') + 1) ?? '';
  const words = maskReason(failure.reason, [sourceKey, naturalKey, waited]);
  return createHash('md5').update(`${flowId}\n${failure.failureClass}\n${words}`).digest('hex');
}

/** A reason without its variable parts. */
export function maskReason(reason: string, keys: readonly string[]): string {
  let text = reason;
  for (const key of [...keys].sort((a, b) => b.length - a.length)) text = text.replaceAll(wholeWord(key), masked);
  return text
    .replaceAll(
      names,
      (_all, before: string | undefined, after: string | undefined, alone: string | undefined) =>
        `${before ?? ''}${nameMarks.open}${after ?? alone ?? ''}${nameMarks.close}`,
    )
    .replaceAll(spoken, `$1${nameMarks.open}$2${nameMarks.close}`)
    .replaceAll(/"[^"]*"/g, masked)
    .replaceAll(/[^\s"(),;:]+@[^\s"(),;:]+/g, masked)
    .replaceAll(/[^\s"(),;:«»]*\d[^\s"(),;:«»]*/g, masked)
    .replaceAll(/\b[A-Z]+(?:[-_/.][A-Z]+)+\b/g, masked)
    .replaceAll(/[«»]/g, '"')
    .replaceAll(/…(?:[\s,]*…)+/g, masked);
}

function wholeWord(key: string): RegExp {
  if (key === '') return /(?!)/g;
  const literal = key.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\d])${literal}(?![\\p{L}\\d])`, 'gu');
}
