import type { Issue } from '@koppel/contracts';
import { Badge, Checkbox, TextLink, type DataColumn } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { entityWords } from '../../lib/flow/entity-words.js';
import { formatCount, formatMoment } from '../../lib/format/format.js';
import { Reason } from '../../lib/record/reason.js';
import { IssueBadge } from './issue-badge.js';
import { RetryIssue } from './issue-actions.js';
import { isActionable, isSelected, type Selection } from './selection.js';
import { texts } from './texts.js';

const recordColumn: DataColumn<Issue> = {
  id: 'record',
  header: texts.record,
  onPhone: 'title',
  cell: (issue) => (
    <>
      <TextLink>
        <Link to="/issues/$issueId" params={{ issueId: issue.id }}>
          {issue.naturalKey || issue.sourceKey}
        </Link>
      </TextLink>
      <span className="block text-sm font-normal text-ink-soft">{entityWords[issue.entity].one}</span>
    </>
  ),
};

export const issueColumns: DataColumn<Issue>[] = [
  recordColumn,
  {
    id: 'state',
    header: texts.state,
    width: 'medium',
    cell: (issue) => (
      <span className="inline-flex flex-wrap gap-1">
        <IssueBadge state={issue.state} />
        {issue.isEdited && <Badge tone="info">{texts.edited}</Badge>}
      </span>
    ),
  },
  { id: 'reason', header: texts.reason, width: 'widest', cell: (issue) => <Reason isShort>{issue.reason}</Reason> },
  {
    id: 'attempts',
    header: texts.attempts,
    onPhone: 'hidden',
    width: 'count',
    align: 'end',
    cell: (issue) => formatCount(issue.attempts),
  },
  { id: 'changed', header: texts.changed, width: 'medium', cell: (issue) => formatMoment(issue.updatedAt) },
];

export const actionColumn: DataColumn<Issue> = {
  id: 'actions',
  header: texts.actions,
  width: 'medium',
  align: 'end',
  isHeaderHidden: true,
  cell: (issue) => isActionable(issue) && <RetryIssue issue={issue} />,
};

interface Ticking {
  selection: Selection;
  onToggle: (issueId: string, isChosen: boolean) => void;
}

/** A box before every issue that something can be done with. */
export function tickColumn({ selection, onToggle }: Ticking): DataColumn<Issue> {
  return {
    id: 'select',
    header: texts.actions,
    width: 'tick',
    isHeaderHidden: true,
    cell: (issue) => (
      <Checkbox
        aria-label={texts.select(issue.naturalKey || issue.sourceKey)}
        isChecked={isSelected(selection, issue)}
        isDisabled={!isActionable(issue) || selection.kind === 'all'}
        onChange={(isChosen) => onToggle(issue.id, isChosen)}
      />
    ),
  };
}
