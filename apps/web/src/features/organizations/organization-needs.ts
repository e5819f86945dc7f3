import type { OrganizationSummary } from '@koppel/contracts';
import { texts } from './texts.js';

/** What needs a person, a line each. */
export function needsOf({ brokenConnections, failingFlows, openIssues }: OrganizationSummary): string[] {
  return [
    brokenConnections > 0 && texts.brokenConnections(brokenConnections),
    failingFlows > 0 && texts.failingFlows(failingFlows),
    openIssues > 0 && texts.openIssues(openIssues),
  ].filter((line) => line !== false);
}

const ranks: Record<OrganizationSummary['health'], number> = {
  attention: 0,
  unknown: 1,
  second_factor_required: 2,
  well: 3,
};

/** Those that need a person first, then by name. */
export function inOrderOfNeed(summaries: readonly OrganizationSummary[]): OrganizationSummary[] {
  return [...summaries].sort(
    (one, other) =>
      ranks[one.health] - ranks[other.health] || one.organization.name.localeCompare(other.organization.name),
  );
}
