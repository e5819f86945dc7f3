import type { Demo } from './demo.js';
import type { KoppelClient } from './koppel-client.js';

/** A page of the app, with an address that the running system can show. */
export interface AppPage {
  name: string;
  path(facts: PageFacts): string;
  isSignedOut?: boolean;
}

/** The ids that stand in the addresses. */
export interface PageFacts extends Demo {
  runId: string;
}

/** Every page of the app: accessibility, widths, pictures and Lighthouse go by this list. */
export const pages: readonly AppPage[] = [
  { name: 'sign-in', path: () => '/sign-in', isSignedOut: true },
  { name: 'dashboard', path: () => '/' },
  { name: 'integrations', path: () => '/integrations' },
  { name: 'integration', path: ({ integration }) => `/integrations/${integration.id}` },
  { name: 'runs', path: () => '/runs' },
  { name: 'run', path: ({ runId }) => `/runs/${runId}` },
  { name: 'issues', path: () => '/issues' },
  { name: 'connections', path: () => '/connections' },
  { name: 'connection', path: ({ administration }) => `/connections/${administration.id}` },
  { name: 'manuals', path: () => '/manuals' },
  { name: 'manual', path: () => '/manuals/exact-online' },
  { name: 'wizard-welcome', path: () => '/wizard/welcome' },
  { name: 'wizard-applications', path: () => '/wizard/applications' },
  { name: 'not-found', path: () => '/no-such-page' },
];

/** Asks the running system for the ids. */
export async function findPageFacts(client: KoppelClient, demo: Demo): Promise<PageFacts> {
  const { items: runs } = await client.call('listRuns', { flowId: demo.flows.orders.id, limit: 1 });
  const [run] = runs;
  if (!run) throw new Error('the demo has no run of the orders');
  return { ...demo, runId: run.id };
}

export function pageNamed(name: string): AppPage {
  const page = pages.find((candidate) => candidate.name === name);
  if (!page) throw new Error(`there is no page ${name}; there are: ${pages.map((each) => each.name).join(', ')}`);
  return page;
}
