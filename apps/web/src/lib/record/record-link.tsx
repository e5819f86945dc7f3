import type { KoppelRecord } from '@koppel/contracts';
import { TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface RecordLinkProps {
  record: Pick<KoppelRecord, 'flowId' | 'entity' | 'sourceKey'>;
  /** An attempt to look at; without it the newest one. */
  attemptId?: string;
  children: ReactNode;
}

/** The way to the page of a record. */
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
