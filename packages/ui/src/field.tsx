import { createContext, type ReactNode, useContext, useId } from 'react';

interface FieldWiring {
  id: string;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
}

const FieldContext = createContext<FieldWiring | undefined>(undefined);

/** The attributes that tie a control to the label, help and error of the field around it. */
export function useFieldWiring() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.isInvalid || undefined,
    'aria-required': field.isRequired || undefined,
  };
}

export interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string;
  isRequired?: boolean;
  /** A word beside the label that is no part of the control's name, such as `Optional`. */
  mark?: ReactNode;
  /** `inline` puts the control before its label, for a checkbox or a switch. */
  layout?: 'stacked' | 'inline';
  /** Stands below the control. */
  footer?: ReactNode;
  children: ReactNode;
}

/** One labelled control with its help and its error, wired for assistive technology. */
export function Field(props: FieldProps) {
  const { label, help, error, isRequired = false, mark, layout = 'stacked', footer, children } = props;
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const isInline = layout === 'inline';
  const caption = (
    <span className="flex flex-wrap items-baseline justify-between gap-x-3">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {mark && <span className="text-sm text-ink-soft">{mark}</span>}
    </span>
  );
  const notes = (
    <>
      {help && (
        <div id={`${id}-help`} className="text-sm text-ink-soft">
          {help}
        </div>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {footer}
    </>
  );
  return (
    <FieldContext value={{ id, describedBy, isInvalid: Boolean(error), isRequired }}>
      {isInline ? (
        <div className="flex items-start gap-3">
          <span className="flex h-6 items-center">{children}</span>
          <div className="grid min-w-0 flex-1 gap-1">
            {caption}
            {notes}
          </div>
        </div>
      ) : (
        <div className="grid gap-1.5">
          {caption}
          {children}
          {notes}
        </div>
      )}
    </FieldContext>
  );
}

/** One control of several under one label, with what is wrong with it alone. */
export function ControlWithError({ error, children }: { error: string | undefined; children: ReactNode }) {
  const id = useId();
  const describedBy = error && `${id}-error`;
  return (
    <FieldContext value={{ id, describedBy, isInvalid: Boolean(error), isRequired: false }}>
      {children}
      {error && <FieldError id={describedBy}>{error}</FieldError>}
    </FieldContext>
  );
}

/** What is wrong with a field, said as soon as it appears. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="text-sm font-medium text-danger">
      {children}
    </p>
  );
}

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
