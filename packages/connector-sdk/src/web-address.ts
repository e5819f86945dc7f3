/**
 * The address of a site, of whatever a person copied: with blanks, in capitals, without a scheme, of a page below it.
 *
 * @param pages matches the first part of a path that is a page of the application and no folder of the site
 * @returns the text as it is where it is no web address
 */
export function webAddress(text: string, pages: RegExp): string {
  const typed = text.replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '');
  const address = withScheme(typed);
  if (address === undefined || !URL.canParse(address)) return typed;
  const { protocol, host, pathname } = new URL(address);
  const folders: string[] = [];
  for (const part of pathname.split('/').filter((each) => each !== '')) {
    if (pages.test(part)) break;
    folders.push(part);
  }
  return [`${protocol}//${host}`, ...folders].join('/');
}

/** `https://` before what has no scheme and looks like a host. */
function withScheme(typed: string): string | undefined {
  const [scheme] = /^[a-z][a-z\d+.-]*:(?=\/)/i.exec(typed) ?? [];
  if (scheme !== undefined) return /^https?:$/i.test(scheme) ? typed : undefined;
  const bare = typed.replace(/^\/+/, '');
  const isHost = /^(?:[^/?#:@\s]+\.[^/?#:@\s.]+|localhost|\[[\da-f:]+\])(?::\d+)?(?:[/?#]|$)/i.test(bare);
  return isHost ? `https://${bare}` : undefined;
}

/** Whether two addresses have the same scheme, host and port. */
export function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
