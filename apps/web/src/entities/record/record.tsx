import type { KoppelRecord, RecordDocument, RecordOutcome } from '@koppel/contracts';
import { Badge, TextLink, type Tone } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatAmount } from '../../shared/format/format.js';
import { texts } from './texts.js';

export const outcomeTones: Record<RecordOutcome, Tone> = {
  created: 'good',
  updated: 'info',
  withdrawn: 'info',
  unchanged: 'neutral',
  filtered: 'neutral',
  failed: 'danger',
  held: 'warning',
};

/** The outcome of a record. */
export function OutcomeBadge({ outcome }: { outcome: RecordOutcome }) {
  return <Badge tone={outcomeTones[outcome]}>{texts.outcomes[outcome]}</Badge>;
}

/** `Sales invoice 1002`. */
export function documentName({ kind, number }: RecordDocument): string {
  return `${texts.documents[kind]} ${number}`;
}

export interface RecordLinkProps {
  record: Pick<KoppelRecord, 'flowId' | 'entity' | 'sourceKey'>;
  /** An attempt to look at; without it the newest one. */
  attemptId?: string;
  children: ReactNode;
}

/** Link to the page of a record. */
export function RecordLink({ record: { flowId, entity, sourceKey }, attemptId, children }: RecordLinkProps) {
  return (
    <TextLink>
      <Link
        to="/records/$flowId/$entity/$sourceKey"
        params={{ flowId, entity, sourceKey }}
        search={attemptId ? { attempt: attemptId } : {}}
      >
        {children}
      </Link>
    </TextLink>
  );
}

/** Who it is of, and what it comes to. */
export function RecordSubtitle({ record: { title, total } }: { record: Pick<KoppelRecord, 'title' | 'total'> }) {
  const parts = [title, total && formatAmount(total)].filter(Boolean);
  return parts.length === 0 ? null : (
    <span className="line-clamp-1 text-sm font-normal text-ink-soft">{parts.join(' · ')}</span>
  );
}

interface Tall {
  title: string | null;
  total?: object | undefined;
  reason: object | null;
}

const WIDE_PX = 68;
const PHONE = { plain: 104, title: 20, reason: 50 };

/** Height of a record's row: on a phone its title and reason take extra lines. */
export function recordHeight({ title, total, reason }: Tall, isWide: boolean): number {
  if (isWide) return WIDE_PX;
  return PHONE.plain + (title === null && !total ? 0 : PHONE.title) + (reason === null ? 0 : PHONE.reason);
}
