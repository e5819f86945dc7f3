import { formatCount } from '../format/format.js';

export const en = {
  product: 'Koppel',
  skip: 'Skip to the content',
  menu: 'Menu',
  mainNavigation: 'Main',
  dashboard: 'Dashboard',
  integrations: 'Integrations',
  runs: 'Runs',
  records: 'Records',
  issues: 'Issues',
  openIssues: (count: number) => `${formatCount(count)} open`,
  connections: 'Connections',
  webhooks: 'Webhooks',
  manuals: 'Manuals',
  account: 'Account',
  language: 'Language',
  theme: 'Appearance',
  themes: { light: 'Light', dark: 'Dark', system: 'System' },
  signOut: 'Sign out',
  roles: { owner: 'Owner', admin: 'Administrator', operator: 'Operator', viewer: 'Viewer' },
} as const;
