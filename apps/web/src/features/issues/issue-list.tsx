import type { Issue } from '@koppel/contracts';
import { Badge, Button, Checkbox, type DataColumn, Stack, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { IssueBadge } from '../../entities/issue/issue.js';
import type { Input } from '../../shared/api/call.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatCount, formatMoment } from '../../shared/format/format.js';
import { ListTable } from '../../shared/list/list-table.js';
import { idOf, useList } from '../../shared/list/use-list.js';
import { Reason } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { BulkActions, BulkNotice, type BulkResult, RetryIssue } from './issue-actions.js';
import {
  allLoaded,
  countOf,
  isActionable,
  isSelected,
  MAX_SELECTED,
  nothing,
  type Selection,
  toggled,
  toRequest,
} from './selection.js';
import { texts } from './texts.js';

const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

export interface IssueListProps {
  input: Omit<Input<'listIssues'>, 'limit' | 'after'>;
  /** Whether issues can be selected for bulk actions. */
  canSelect?: boolean;
  /** The common cause, which can be selected as a whole. */
  cause?: { causeId: string; actionable: number; total: number };
  empty: ReactNode;
}

/** Issues, one a row, however many there are. */
export function IssueList({ input, canSelect = false, cause, empty }: IssueListProps) {
  const list = useList('listIssues', input, { pollMs: usePollMs(OFTEN_MS, SELDOM_MS) });
  const [selection, setSelection] = useState<Selection>(nothing);
  const [result, setResult] = useState<BulkResult>();
  const isAllowed = useIsAllowed();
  const isSelecting = canSelect && isAllowed('retryIssues');
  const ticks = tickColumn({ selection, onToggle: (id, isChosen) => setSelection(toggled(selection, id, isChosen)) });
  const columns = isSelecting ? [ticks, ...issueColumns, actionColumn] : issueColumns;
  return (
    <Stack>
      {result && <BulkNotice result={result} />}
      {isSelecting && list.rows !== undefined && list.rows.length > 0 && (
        <SelectionBar
          issues={list.rows}
          selection={selection}
          {...{ cause, onResult: setResult }}
          onChange={setSelection}
        />
      )}
      <ListTable
        caption={texts.issues}
        list={list}
        columns={columns}
        heightOf={issueHeight}
        rowKey={idOf}
        total={cause?.total}
        isSelected={(issue) => isSelected(selection, issue)}
        empty={empty}
      />
    </Stack>
  );
}

function issueHeight({ isEdited }: Issue, isWide: boolean): number {
  if (isWide) return isEdited ? 86 : 68;
  return 236;
}

interface SelectionBarProps {
  issues: Issue[];
  selection: Selection;
  cause: IssueListProps['cause'];
  onChange: (selection: Selection) => void;
  onResult: (result: BulkResult) => void;
}

/** The bulk actions of the selection; sticky while the list scrolls. */
function SelectionBar({ issues, selection, cause, onChange, onResult }: SelectionBarProps) {
  const id = useId();
  const count = countOf(selection, cause?.actionable ?? 0);
  const isAll = selection.kind === 'all' || (!cause && count > 0 && count === countOf(allLoaded(issues), 0));
  const all: Selection = cause ? { kind: 'all' } : allLoaded(issues);
  return (
    <div className="sticky top-0 z-10 rounded-control border border-line bg-surface p-3 shadow-card">
      <BulkActions
        selection={toRequest(selection, cause?.causeId)}
        count={count}
        labels={{ retry: texts.retrySelected, skip: texts.skipSelected }}
        onResult={(result) => {
          onChange(nothing);
          onResult(result);
        }}
        lead={
          <div className="flex min-w-0 grow flex-wrap items-center gap-x-4 gap-y-1">
            <span className="flex items-center gap-2">
              <Checkbox id={id} isChecked={isAll} onChange={(isChosen) => onChange(isChosen ? all : nothing)} />
              <label htmlFor={id} className="font-medium">
                {cause ? texts.selectAll(cause.actionable) : texts.selectLoaded}
              </label>
            </span>
            <span role="status" className="text-sm text-ink-soft">
              {count > 0 ? texts.selected(count) : texts.noneSelected}{' '}
              {selection.kind === 'some' && count === MAX_SELECTED && texts.tooMany(MAX_SELECTED)}
            </span>
            {count > 0 && (
              <Button size="sm" variant="quiet" onClick={() => onChange(nothing)}>
                {texts.clearSelection}
              </Button>
            )}
          </div>
        }
      />
    </div>
  );
}

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
      <span className="block text-sm font-normal text-ink-soft">{entityLabels[issue.entity].one}</span>
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
  { id: 'reason', header: texts.reason, width: 'widest', cell: (issue) => <Reason isShort reason={issue.reason} /> },
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

/** A checkbox for every actionable issue. */
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
