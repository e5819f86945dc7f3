import { Button, FieldGroup, Input, Stack, Text } from '@koppel/ui';
import { Plus, Trash2 } from 'lucide-react';
import type { TableRow } from './form-value.js';
import type { ControlProps } from './schema-fields.js';
import { texts } from './texts.js';

/** A mapping of texts to texts, edited in place. */
export function TableControl({ spec, value, onChange, onBlur, focusRef, error, footer }: ControlProps) {
  const rows = Array.isArray(value) ? value.filter((row) => typeof row !== 'string') : [];
  const columns = { key: spec.columns.key ?? texts.keyColumn, value: spec.columns.value ?? texts.valueColumn };
  const change = (index: number, changes: Partial<TableRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  return (
    <FieldGroup legend={spec.title} help={spec.help} error={error} footer={footer}>
      <Stack gap="sm">
        {rows.length === 0 && (
          <Text tone="soft" size="sm">
            {texts.emptyTable}
          </Text>
        )}
        {rows.length > 0 && <Headers from={columns.key} to={columns.value} />}
        {rows.map((row, index) => (
          <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2">
            <Input
              ref={index === 0 ? focusRef : undefined}
              aria-label={texts.row(columns.key, index + 1)}
              value={row.key}
              onChange={(event) => change(index, { key: event.target.value })}
              onBlur={onBlur}
            />
            <Input
              aria-label={texts.row(columns.value, index + 1)}
              value={row.value}
              onChange={(event) => change(index, { value: event.target.value })}
              onBlur={onBlur}
            />
            <Button
              variant="quiet"
              aria-label={texts.removeRow(index + 1)}
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <div>
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => onChange([...rows, { key: '', value: '' }])}
          >
            {texts.addRow(spec.title)}
          </Button>
        </div>
      </Stack>
    </FieldGroup>
  );
}

function Headers({ from, to }: { from: string; to: string }) {
  return (
    <div aria-hidden className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_3rem] gap-2 text-sm text-ink-soft">
      <span>{from}</span>
      <span>{to}</span>
    </div>
  );
}
