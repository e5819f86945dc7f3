import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { join } from './tone.js';

const widths = { md: 'sm:max-w-lg', lg: 'sm:max-w-3xl' } as const;

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  closeLabel: string;
  width?: keyof typeof widths;
  /** The buttons at the bottom. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** A window over the page that keeps the focus until it closes. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, description, closeLabel, width = 'md', footer, children } = props;
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          className={join(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] w-full flex-col rounded-t-card bg-surface shadow-dialog',
            'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-card',
            widths[width],
          )}
        >
          <header className="flex items-start justify-between gap-3 border-b border-line px-5 py-4">
            <div className="min-w-0">
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description && <div className="text-sm text-ink-soft">{description}</div>}
            </div>
            <Primitive.Close
              aria-label={closeLabel}
              className="flex size-9 shrink-0 items-center justify-center rounded-control hover:bg-sunken"
            >
              <X aria-hidden className="size-5" />
            </Primitive.Close>
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4">{footer}</footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
