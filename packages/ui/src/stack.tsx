import type { ReactNode } from 'react';
import { join } from './tone.js';

const gaps = { sm: 'gap-2', md: 'gap-4', lg: 'gap-6' } as const;
const columns = {
  one: 'grid-cols-1',
  two: 'grid-cols-1 lg:grid-cols-2',
  three: 'grid-cols-1 sm:grid-cols-2 xl:grid-cols-3',
  beside: 'grid-cols-1 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]',
} as const;

export interface StackProps {
  gap?: keyof typeof gaps;
  columns?: keyof typeof columns;
  children: ReactNode;
}

/** Things below each other, or in columns where there is room. */
export function Stack({ gap = 'md', columns: count = 'one', children }: StackProps) {
  return <div className={join('grid min-w-0 items-start', gaps[gap], columns[count])}>{children}</div>;
}

/** Things beside each other that wrap where there is no room. */
export function Row({
  gap = 'sm',
  justify,
  children,
}: {
  gap?: keyof typeof gaps;
  justify?: 'between';
  children: ReactNode;
}) {
  return (
    <div className={join('flex min-w-0 flex-wrap items-center', gaps[gap], justify && 'justify-between')}>
      {children}
    </div>
  );
}
