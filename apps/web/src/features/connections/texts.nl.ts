import { formatPlural } from '../../shared/format/format.js';
import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  title: 'Koppelingen',
  introduction: 'De applicaties die je hebt gekoppeld. Een nieuwe maak je in de wizard.',
  noneTitle: 'Nog geen koppelingen',
  none: 'Je maakt koppelingen in de wizard.',
  several: (count) => formatPlural(count, 'koppeling', 'koppelingen'),
  back: 'Alle koppelingen',
  connection: 'Koppeling',
  name: 'Naam van de koppeling',
  tested: (moment) => `Laatst getest: ${moment}.`,
  neverTested: 'Nog niet getest.',
  usedByCount: (count) =>
    count === 0
      ? 'Door geen integratie gebruikt.'
      : `Gebruikt door ${formatPlural(count, 'integratie', 'integraties')}.`,
  test: 'Opnieuw testen',
  authorize: 'Toegang geven',
  authorizeAgain: 'Opnieuw toegang geven',
  of: (action, title) => `${action}: ${title}`,
  open: 'Details',
  openNamed: (title) => `Details van ${title}`,
  onlyAdmins: 'Alleen een beheerder van je organisatie kan koppelingen wijzigen.',
  usedBy: 'Gebruikt door',
  unused: 'Geen integratie gebruikt deze koppeling.',
  delete: 'Verwijderen',
  deleteTitle: (title) => `${title} verwijderen?`,
  deleteQuestion:
    'De velden, geheimen en toegang verdwijnen voorgoed uit Koppel. Bij de applicatie zelf wordt niets verwijderd.',
  inUse: 'Deze integraties gebruiken de koppeling. Verwijder die eerst.',
};
