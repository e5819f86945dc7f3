import { Alert, Button } from '@koppel/ui';
import { type FormValue, rowsOf } from './form-value.js';
import type { OfferedRows } from './live-choices.js';
import { newRows, openGaps } from './proposed-rows.js';
import { texts } from './texts.js';

interface ProposedRowsProps {
  value: FormValue;
  onChange: (value: FormValue) => void;
  proposal: Pick<OfferedRows, 'rows' | 'gaps'>;
}

/** What the applications propose for a table, to take over at once, and what a person must still decide. */
export function ProposedRows({ value, onChange, proposal }: ProposedRowsProps) {
  const rows = rowsOf(value);
  const added = newRows(rows, proposal.rows);
  const gaps = openGaps(rows, proposal.gaps);
  return (
    <>
      {added.length > 0 && (
        <div>
          <Button size="sm" onClick={() => onChange([...rows, ...added])}>
            {texts.takeProposal(added.length)}
          </Button>
        </div>
      )}
      {gaps.length > 0 && (
        <Alert tone="warning" title={texts.gaps}>
          <ul className="list-disc pl-5">
            {gaps.map(({ keys, why }) => (
              <li key={keys.join(' ')}>
                <strong>{keys.join(', ')}</strong>: {why}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
