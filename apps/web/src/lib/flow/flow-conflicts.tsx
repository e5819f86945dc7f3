import { Alert, Button, Table } from '@koppel/ui';
import type { FlowConflict } from './flow-merge.js';
import { texts } from './texts.js';

const words = texts.conflict;

export interface FlowConflictsProps {
  /** Undefined while nobody else has changed the flow. */
  conflicts: FlowConflict[] | undefined;
  onTakeTheirs: (conflict: FlowConflict) => void;
}

/** What someone else has saved while the person was typing, beside what the person typed. */
export function FlowConflicts({ conflicts, onTakeTheirs }: FlowConflictsProps) {
  if (!conflicts) return null;
  return (
    <Alert tone="warning" title={words.title}>
      <p>{words.explanation}</p>
      {conflicts.length > 0 && (
        <Table
          caption={words.table}
          rowKey={({ path }) => path}
          rows={conflicts}
          columns={[
            { id: 'setting', header: words.setting, cell: ({ title }) => title },
            { id: 'theirs', header: words.theirs, cell: ({ theirs }) => theirs },
            { id: 'yours', header: words.yours, cell: ({ yours }) => yours },
            {
              id: 'take',
              header: words.takeTheirs,
              isHeaderHidden: true,
              cell: (conflict) => (
                <Button
                  size="sm"
                  aria-label={words.takeTheirsNamed(conflict.title)}
                  onClick={() => onTakeTheirs(conflict)}
                >
                  {words.takeTheirs}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Alert>
  );
}
