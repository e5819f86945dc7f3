import { useId, type ReactNode } from 'react';
import { FieldError } from './field.js';

export interface FieldGroupProps {
  legend: string;
  help?: ReactNode;
  error?: string;
  mark?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** Several controls that answer one question, such as a list of checkboxes or a table. */
export function FieldGroup({ legend, help, error, mark, footer, children }: FieldGroupProps) {
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset aria-describedby={describedBy} className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 flex w-full flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{legend}</span>
        {mark && <span className="text-sm text-ink-soft">{mark}</span>}
      </legend>
      {children}
      {help && (
        <div id={`${id}-help`} className="text-sm text-ink-soft">
          {help}
        </div>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {footer}
    </fieldset>
  );
}
