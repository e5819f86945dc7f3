import { formatCount } from '../format/format.js';
import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

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
  ownAccount: 'Your account',
  notifications: 'Notifications',
  people: 'People',
  apiKeys: 'API keys',
  auditLog: 'Audit log',
  organization: 'Organization',
  allOrganizations: 'All organizations',
  language: 'Language',
  theme: 'Appearance',
  themes: { light: 'Light', dark: 'Dark', system: 'System' },
  signOut: 'Sign out',
  roles: { owner: 'Owner', admin: 'Administrator', operator: 'Operator', viewer: 'Viewer' },
} as const;

export const texts = translated({ en, nl });
