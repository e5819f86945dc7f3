import type { Run, RunState } from '@koppel/contracts';
import { Badge, Button, FieldError, Spinner, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useOperation } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { runStateLabels, texts } from './texts.js';

export function RunBadge({ state }: { state: RunState }) {
  const { label, tone } = runStateLabels[state];
  return (
    <Badge tone={tone}>
      {state === 'running' && <Spinner />}
      {label}
    </Badge>
  );
}

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

export interface RunNowButtonProps {
  flowId: string;
  size?: 'sm' | 'md';
  isDisabled?: boolean;
  onStarted?: (run: Run) => void;
}

/** Starts a run of a flow; an error is shown below the button. */
export function RunNowButton({ flowId, size = 'sm', isDisabled, onStarted }: RunNowButtonProps) {
  const start = useOperation('startRun', { refreshes: ['listFlowSummaries', 'listRuns'], onSuccess: onStarted });
  return (
    <span className="inline-grid gap-1">
      <Button
        size={size}
        icon={<Play aria-hidden className="size-4" />}
        disabled={isDisabled}
        isBusy={start.isPending}
        onClick={() => start.mutate({ flowId })}
      >
        {texts.runNow}
      </Button>
      {start.isError && <FieldError>{start.error.message}</FieldError>}
    </span>
  );
}
