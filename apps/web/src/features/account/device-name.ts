const browsers = [
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** "Firefox, Windows" of what a browser calls itself; undefined for what is not known. */
export function deviceName(userAgent: string | null | undefined): string | undefined {
  const named = [browsers, systems].flatMap((known) => known.find(([mark]) => userAgent?.includes(mark))?.[1] ?? []);
  return named.length === 0 ? undefined : named.join(', ');
}
