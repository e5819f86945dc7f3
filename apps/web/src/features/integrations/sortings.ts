/** The orders that integrations can be listed in. */
export const sortings = ['health', 'title', 'newest'] as const;
export type Sorting = (typeof sortings)[number];
