import { Alert, Button } from '@koppel/ui';
import type { FieldSpec } from './field-spec.js';
import { type FormValue, isDefault, rowsOf } from './form-value.js';
import type { OfferedRows } from './live-choices.js';
import { countNewRows, openGaps, withProposedRows } from './proposed-rows.js';
import { texts } from './texts.js';

interface ProposedRowsProps {
  spec: FieldSpec;
  value: FormValue;
  onChange: (value: FormValue) => void;
  proposal: OfferedRows;
}

/** What the applications propose for a table, to take over at once, and what a person must still decide. */
export function ProposedRows({ spec, value, onChange, proposal }: ProposedRowsProps) {
  const rows = rowsOf(value);
  const taken = withProposedRows(rows, proposal.rows, isDefault(spec, value));
  const count = countNewRows(rows, taken);
  const gaps = openGaps(rows, proposal.gaps);
  return (
    <>
      {count > 0 && (
        <div>
          <Button size="sm" onClick={() => onChange(taken)}>
            {texts.takeProposal(count, proposal.from)}
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
