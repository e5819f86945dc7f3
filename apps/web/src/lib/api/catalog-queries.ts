import { language } from '../i18n/language.js';
import { apiQuery } from './queries.js';

/** The catalog changes with a release only. */
const freshMs = 10 * 60_000;

export function applicationsQuery() {
  return apiQuery('listApplications', { language }, { freshMs });
}

export function applicationQuery(applicationId: string) {
  return apiQuery('getApplication', { applicationId, language }, { freshMs });
}

export function manualQuery(applicationId: string) {
  return apiQuery('getManual', { applicationId, language }, { freshMs });
}

/** The packages offered for two applications. */
export function packagesQuery(applicationIds: [string, string]) {
  return apiQuery('listPackages', { applicationIds, language }, { freshMs });
}
