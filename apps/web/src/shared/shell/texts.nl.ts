import { formatCount } from '../format/format.js';
import type { Translated } from '../i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  product: 'Koppel',
  skip: 'Naar de inhoud',
  menu: 'Menu',
  mainNavigation: 'Hoofdmenu',
  dashboard: 'Dashboard',
  integrations: 'Integraties',
  runs: 'Runs',
  records: 'Records',
  issues: 'Problemen',
  openIssues: (count) => `${formatCount(count)} open`,
  connections: 'Koppelingen',
  webhooks: 'Webhooks',
  manuals: 'Handleidingen',
  account: 'Account',
  ownAccount: 'Je account',
  notifications: 'Meldingen',
  people: 'Mensen',
  apiKeys: 'API-sleutels',
  auditLog: 'Auditlog',
  organization: 'Organisatie',
  allOrganizations: 'Alle organisaties',
  language: 'Taal',
  theme: 'Weergave',
  themes: { light: 'Licht', dark: 'Donker', system: 'Systeem' },
  signOut: 'Uitloggen',
  roles: { owner: 'Eigenaar', admin: 'Beheerder', operator: 'Medewerker', viewer: 'Meekijker' },
};
