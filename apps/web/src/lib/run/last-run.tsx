import type { Run } from '@koppel/contracts';
import { TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../format/format.js';
import { RunBadge } from './run-badge.js';
import { texts } from './texts.js';

/** The state of a flow's last run and when it was, as a link to it. */
export function LastRun({ run }: { run: Run | null | undefined }) {
  if (!run) return <span className="text-ink-soft">{texts.neverRan}</span>;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2 @4xl:justify-start">
      <RunBadge state={run.state} />
      <TextLink>
        <Link to="/runs/$runId" params={{ runId: run.id }}>
          {formatMoment(run.endedAt ?? run.startedAt ?? run.queuedAt)}
        </Link>
      </TextLink>
    </span>
  );
}
