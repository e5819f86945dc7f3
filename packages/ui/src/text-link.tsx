import { Slot } from 'radix-ui';
import type { ReactElement } from 'react';

const looks = {
  text: 'text-brand underline decoration-from-font underline-offset-2 hover:text-brand-strong',
  title: 'text-ink underline-offset-4 hover:text-brand hover:underline',
} as const;

/** Gives a link its looks: inside a text, or as the title of what it leads to. */
export function TextLink({ look = 'text', children }: { look?: keyof typeof looks; children: ReactElement }) {
  return <Slot.Root className={looks[look]}>{children}</Slot.Root>;
}
