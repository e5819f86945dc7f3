/** The code of the only one; undefined where there is none, or a person has to choose. */
export function onlyCode(candidates: readonly { code: string }[]): string | undefined {
  const [only, ...others] = candidates;
  return others.length === 0 ? only?.code : undefined;
}
