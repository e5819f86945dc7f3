import type { KeyboardEvent } from 'react';

const focusable = 'a[href], button:not(:disabled), input, select, textarea';

/** The arrow keys go to the same control of the row above or below; a control that needs them itself keeps them. */
export function moveFocusBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const steps = { ArrowDown: 1, ArrowUp: -1 } as const;
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLElement) || event.target.matches('input, select, textarea')) return;
  const row = event.target.closest('[role="row"]');
  const index = Number(row?.getAttribute('data-index')) + steps[event.key];
  const next = event.currentTarget.querySelector(`[role="row"][data-index="${index}"]`);
  if (!row || !next) return;
  const place = [...row.querySelectorAll(focusable)].indexOf(event.target);
  const controls = [...next.querySelectorAll<HTMLElement>(focusable)];
  const control = controls[Math.min(place, controls.length - 1)];
  if (!control) return;
  event.preventDefault();
  control.focus();
}
