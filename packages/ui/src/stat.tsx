import type { ReactNode } from 'react';

export interface StatListProps {
  stats: { label: string; value: ReactNode }[];
}

/** Numbers with their names. */
export function StatList({ stats }: StatListProps) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {stats.map((stat) => (
        <div key={stat.label} className="min-w-0">
          <dt className="text-sm text-ink-soft">{stat.label}</dt>
          <dd className="text-xl font-semibold break-words tabular-nums">{stat.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts with their names, one below the other. */
export function FactList({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {facts.map((fact) => (
        <div key={fact.label} className="contents">
          <dt className="text-sm text-ink-soft sm:py-0.5">{fact.label}</dt>
          <dd className="mb-1 min-w-0 break-words sm:mb-0">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
