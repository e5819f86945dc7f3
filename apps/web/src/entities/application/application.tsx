import type { Application } from '@koppel/contracts';
import { apiQuery } from '../../shared/api/queries.js';

/** The catalog changes with a release only. */
const freshMs = 10 * 60_000;

export function applicationsQuery() {
  return apiQuery('listApplications', {}, { freshMs });
}

export function applicationQuery(applicationId: string) {
  return apiQuery('getApplication', { applicationId }, { freshMs });
}

export function manualQuery(applicationId: string) {
  return apiQuery('getManual', { applicationId }, { freshMs });
}

/** The packages offered for two applications. */
export function packagesQuery(applicationIds: [string, string]) {
  return apiQuery('listPackages', { applicationIds }, { freshMs });
}

/** An application's logo. As an image its SVG cannot run scripts; the name is always beside it. */
export function ApplicationLogo({ application, size = 'md' }: { application: Application; size?: 'sm' | 'md' }) {
  const source = `data:image/svg+xml,${encodeURIComponent(application.logoSvg)}`;
  const box = size === 'sm' ? 'size-7 rounded p-0.5' : 'size-11 rounded-control p-1';
  return (
    <span className={`flex shrink-0 items-center justify-center border border-line bg-[#fff] ${box}`}>
      <img src={source} alt="" className="max-h-full max-w-full" />
    </span>
  );
}
