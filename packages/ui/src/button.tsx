import { Slot } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Spinner } from './status.js';
import { join } from './tone.js';

const variants = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong border-transparent',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-sunken',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-soft',
} as const;

const sizes = {
  sm: 'min-h-9 px-3 text-sm',
  md: 'min-h-11 px-4 text-[0.9375rem]',
  lg: 'min-h-13 px-6 text-lg',
} as const;

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'style'> {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Shows progress and ignores clicks; the button keeps its name and focus. */
  isBusy?: boolean;
  icon?: ReactNode;
  /** Styles its only child, such as a link, as a button. */
  asChild?: boolean;
}

/** A button, or with `asChild` a link that looks like one. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', isBusy = false, icon, asChild, children, onClick, ...rest } = props;
  const look = join(
    'inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap select-none',
    'transition-colors disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:cursor-progress',
    variants[variant],
    sizes[size],
  );
  if (asChild) {
    return (
      <Slot.Root {...rest} className={look} onClick={onClick}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      className={look}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={(event) => (isBusy ? event.preventDefault() : onClick?.(event))}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
