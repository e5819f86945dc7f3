import { ArrowRight, Plus, Trash2 } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button } from './button.js';
import { ControlWithError } from './field.js';

export interface MappingRow {
  key: ReactNode;
  value: ReactNode;
  /** What is wrong with its value. */
  error: string | undefined;
  removeLabel: string;
  onRemove: () => void;
}

export interface MappingTableProps {
  /** What the two columns hold. */
  headers: { key: string; value: string };
  rows: MappingRow[];
  emptyText: string;
  addLabel: string;
  onAdd: () => void;
  /** Takes focus when the table is wrong and has no row. */
  addRef?: Ref<HTMLButtonElement>;
  /** More ways to fill the table, beside the one that adds a row. */
  actions?: ReactNode;
}

/** Rows of two controls that map one value to another, edited in place. */
export function MappingTable({ headers, rows, emptyText, addLabel, onAdd, addRef, actions }: MappingTableProps) {
  return (
    <div className="grid gap-2 rounded-control border border-line p-2 sm:p-3">
      {rows.length === 0 ? (
        <p className="px-1 text-sm text-ink-soft">{emptyText}</p>
      ) : (
        <div aria-hidden className={`${columns} hidden px-1 text-sm text-ink-soft sm:grid`}>
          <span>{headers.key}</span>
          <span />
          <span>{headers.value}</span>
          <span className="w-11" />
        </div>
      )}
      {rows.map((row, index) => (
        <div key={index} className={`${columns} max-sm:border-b max-sm:border-line max-sm:pb-3`}>
          <div className="min-w-0 max-sm:col-start-1">
            <span aria-hidden className="mb-1 block text-sm text-ink-soft sm:hidden">
              {headers.key}
            </span>
            {row.key}
          </div>
          <ArrowRight aria-hidden className="hidden size-4 text-ink-soft sm:block" />
          <div className="min-w-0 max-sm:col-start-1">
            <span aria-hidden className="mb-1 block text-sm text-ink-soft sm:hidden">
              {headers.value}
            </span>
            <ControlWithError error={row.error}>{row.value}</ControlWithError>
          </div>
          <div className="max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1">
            <Button
              variant="quiet"
              aria-label={row.removeLabel}
              title={row.removeLabel}
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={row.onRemove}
            />
          </div>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button ref={addRef} size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={onAdd}>
          <span className="text-left whitespace-normal">{addLabel}</span>
        </Button>
        {actions}
      </div>
    </div>
  );
}

const columns =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]';
