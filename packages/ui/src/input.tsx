import type { ComponentProps } from 'react';
import { useFieldWiring } from './field.js';
import { join } from './join.js';

/** The looks that text controls share. */
export const controlLook = join(
  'w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-ink',
  'placeholder:text-ink-soft aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger',
  'disabled:bg-sunken disabled:text-ink-soft [&[readonly]]:bg-sunken',
);

/** A one-line text control. */
export function Input(props: Omit<ComponentProps<'input'>, 'className' | 'style'>) {
  return <input {...useFieldWiring()} {...props} className={join(controlLook, 'h-11')} />;
}

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'className' | 'style'> {
  /** Every character as wide as the others. */
  isCode?: boolean;
}

/** A text control of several lines. */
export function Textarea({ isCode = false, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={3}
      {...useFieldWiring()}
      {...rest}
      className={join(controlLook, 'py-2', isCode && 'font-mono text-sm')}
    />
  );
}
