import { Slot } from 'radix-ui';
import type { ReactElement } from 'react';

/** Gives a link inside a text its looks. */
export function TextLink({ children }: { children: ReactElement }) {
  return (
    <Slot.Root className="text-brand underline decoration-from-font underline-offset-2 hover:text-brand-strong">
      {children}
    </Slot.Root>
  );
}
