import { formatPlural } from '../../shared/format/format.js';
import { translated } from '../../shared/i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'Connections',
  introduction: 'The applications you connected. Add a new connection in the wizard.',
  noneTitle: 'No connections yet',
  none: 'You create connections in the wizard.',
  several: (count: number) => formatPlural(count, 'connection', 'connections'),
  back: 'All connections',
  connection: 'Connection',
  name: 'Name of the connection',
  tested: (moment: string) => `Last tested ${moment}.`,
  neverTested: 'Not tested yet.',
  usedByCount: (count: number) =>
    count === 0 ? 'No integration uses it.' : `Used by ${formatPlural(count, 'integration', 'integrations')}.`,
  test: 'Test again',
  authorize: 'Authorize',
  authorizeAgain: 'Authorize again',
  of: (action: string, title: string) => `${action}: ${title}`,
  open: 'Details',
  openNamed: (title: string) => `Details of ${title}`,
  onlyAdmins: 'Only an administrator of your organization can change connections.',
  usedBy: 'Used by',
  unused: 'No integration uses it.',
  delete: 'Delete',
  deleteTitle: (title: string) => `Delete ${title}?`,
  deleteQuestion:
    'Its fields, secrets and access are permanently removed from Koppel. Nothing is removed from the application itself.',
  inUse: 'These integrations use this connection. Delete them first.',
} as const;

export const texts = translated({ en, nl });
