const fullSteps = 50;

/** The first fifty pages, then every tenth up to five hundred, every hundredth …: some 200 entries for a million pages. */
export function isLoggedPage(page: number): boolean {
  let step = 1;
  while (page > fullSteps * step) step *= 10;
  return page % step === 0;
}
