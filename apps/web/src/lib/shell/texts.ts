export const texts = {
  product: 'Koppel',
  skip: 'Skip to the content',
  mainNavigation: 'Main',
  dashboard: 'Dashboard',
  integrations: 'Integrations',
  runs: 'Runs',
  issues: 'Issues',
  connections: 'Connections',
  manuals: 'Manuals',
  signOut: 'Sign out',
} as const;
