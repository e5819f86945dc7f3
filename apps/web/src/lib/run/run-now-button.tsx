import type { Run } from '@koppel/contracts';
import { Button, FieldError } from '@koppel/ui';
import { Play } from 'lucide-react';
import { useOperation } from '../api/queries.js';
import { texts } from './texts.js';

export interface RunNowButtonProps {
  flowId: string;
  size?: 'sm' | 'md';
  isDisabled?: boolean;
  onStarted?: (run: Run) => void;
}

/** Starts a run of a flow; what stands in the way is said below the button. */
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
