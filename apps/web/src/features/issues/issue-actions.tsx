import type { Issue } from '@koppel/contracts';
import { Alert, Button, FieldError, TextLink } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '../../lib/api/queries.js';
import { patchLists } from '../../lib/list/use-list.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { texts } from './texts.js';

export const touchedByRetry = ['listIssueCauses', 'listIssues', 'getIssue', 'listRuns', 'listFlowSummaries'] as const;

/** Delivers the record of one issue again; what stands in the way is said below the button. */
export function RetryIssue({ issue }: { issue: Issue }) {
  const queryClient = useQueryClient();
  const retry = useOperation('retryIssue', {
    refreshes: touchedByRetry,
    onSuccess: (reply) => patchLists(queryClient, 'listIssues', reply.issue),
  });
  return (
    <span className="inline-grid gap-1">
      <Button
        size="sm"
        isBusy={retry.isPending}
        onClick={() => retry.mutate({ issueId: issue.id })}
        aria-label={texts.retryNamed(issue.naturalKey || issue.sourceKey)}
      >
        {texts.retry}
      </Button>
      {retry.isError && <FieldError>{retry.error.message}</FieldError>}
    </span>
  );
}

/** Says that a retry is under way, with the way to its run. */
export function RetryNotice({ runId }: { runId: string }) {
  return (
    <Alert tone="good">
      {texts.retried}{' '}
      <TextLink>
        <Link to="/runs/$runId" params={{ runId }}>
          {texts.followRetry}
        </Link>
      </TextLink>
    </Alert>
  );
}

/** Skips the record of one issue, after asking. */
export function SkipIssue({ issue }: { issue: Issue }) {
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const skip = useOperation('skipIssue', {
    refreshes: touchedByRetry,
    onSuccess: (skipped) => {
      setIsAsking(false);
      patchLists(queryClient, 'listIssues', skipped);
    },
  });
  const key = issue.naturalKey || issue.sourceKey;
  return (
    <>
      <Button onClick={() => setIsAsking(true)} aria-label={texts.skipNamed(key)}>
        {texts.skip}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.skipTitle(key)}
        question={texts.skipQuestion}
        action={texts.skip}
        isBusy={skip.isPending}
        error={skip.error}
        onConfirm={() => skip.mutate({ issueId: issue.id })}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
