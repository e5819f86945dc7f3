export const en = {
  product: 'Koppel',
  loading: 'Loading',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  rename: (label: string) => `Change: ${label}`,
  nameMissing: 'Type a name.',
  save: 'Save',
  notFoundTitle: 'There is no such page',
  notFound: 'The address may be mistyped, or what it showed was removed.',
  toDashboard: 'To the dashboard',
  loadMore: 'Load more',
} as const;
