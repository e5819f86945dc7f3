import type { Issue } from '@koppel/contracts';

/** Limit of the API for issues selected one by one. */
export const MAX_SELECTED = 1000;

/** Selected issues: single ones, or all of a cause, loaded or not. */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all' };

export const nothing: Selection = { kind: 'some', ids: new Set() };

/** Whether an issue can be retried or skipped. */
export function isActionable(issue: Pick<Issue, 'state'>): boolean {
  return issue.state === 'open' || issue.state === 'held';
}

export function isSelected(selection: Selection, issue: Pick<Issue, 'id' | 'state'>): boolean {
  return isActionable(issue) && (selection.kind === 'all' || selection.ids.has(issue.id));
}

export function toggled(selection: Selection, issueId: string, isChosen: boolean): Selection {
  if (selection.kind === 'all') return selection;
  const ids = new Set(selection.ids);
  if (!isChosen) ids.delete(issueId);
  else if (ids.size < MAX_SELECTED) ids.add(issueId);
  return { kind: 'some', ids };
}

/** The first issues up to the limit of the API. */
export function allLoaded(issues: readonly Pick<Issue, 'id' | 'state'>[]): Selection {
  return {
    kind: 'some',
    ids: new Set(
      issues
        .filter(isActionable)
        .slice(0, MAX_SELECTED)
        .map(({ id }) => id),
    ),
  };
}

export function countOf(selection: Selection, countOfAll: number): number {
  return selection.kind === 'all' ? countOfAll : selection.ids.size;
}

/** As the API takes it; undefined while nothing is chosen. */
export function toRequest(selection: Selection, causeId: string | undefined) {
  if (selection.kind === 'all') return causeId === undefined ? undefined : { causeId };
  return selection.ids.size === 0 ? undefined : { issueIds: [...selection.ids] };
}
