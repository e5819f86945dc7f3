import type { Issue } from '@koppel/contracts';
import { Button, Checkbox, Stack } from '@koppel/ui';
import { useId, useState, type ReactNode } from 'react';
import type { Input } from '../../lib/api/call.js';
import { usePollMs } from '../../lib/events/live-updates.js';
import { idOf } from '../../lib/list/list-pages.js';
import { ListTable } from '../../lib/list/list-table.js';
import { useList } from '../../lib/list/use-list.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { BulkActions, BulkNotice, type BulkResult } from './bulk-actions.js';
import { actionColumn, issueColumns, tickColumn } from './issue-columns.js';
import {
  allLoaded,
  countOf,
  isSelected,
  MOST_SELECTED,
  nothing,
  toggled,
  toRequest,
  type Selection,
} from './selection.js';
import { texts } from './texts.js';

const OFTEN_MS = 5000;
const SELDOM_MS = 60_000;

export interface IssueListProps {
  input: Omit<Input<'listIssues'>, 'limit' | 'after'>;
  /** Whether issues can be chosen to do something with many. */
  canSelect?: boolean;
  /** The cause that all of them have: it can be chosen as a whole. */
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

/** Says what is chosen and does it; it stays in sight while the list scrolls. */
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
        words={{ retry: texts.retrySelected, skip: texts.skipSelected }}
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
              {selection.kind === 'some' && count === MOST_SELECTED && texts.tooMany(MOST_SELECTED)}
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
