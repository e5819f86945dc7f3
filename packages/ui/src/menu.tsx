import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { join } from './tone.js';

export interface PopoverProps {
  /** What the button shows. */
  trigger: ReactNode;
  /** Names the button, where what it shows does not. */
  label?: string;
  children: ReactNode;
}

/** A button that opens a panel above itself; Escape, a click elsewhere or leaving it closes the panel. */
export function Popover({ trigger, label, children }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setIsOpen(false);
    button.current?.focus();
  };
  const closeOnLeave = (event: FocusEvent) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !root.current?.contains(next)) setIsOpen(false);
  };
  return (
    <div ref={root} className="relative min-w-0" onKeyDown={closeOnEscape} onBlur={closeOnLeave}>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-11 w-full min-w-0 items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-sunken"
      >
        {trigger}
      </button>
      {isOpen && (
        <div
          id={id}
          className={join(
            'grid gap-4 rounded-card border border-line bg-surface p-4 max-lg:mt-2',
            'lg:absolute lg:bottom-full lg:left-0 lg:z-30 lg:mb-2 lg:w-72 lg:shadow-dialog',
          )}
        >
          {children}
        </div>
      )}
    </div>
  );
}
