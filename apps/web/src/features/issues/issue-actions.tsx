import type { Issue } from '@koppel/contracts';
import { Alert, Button, FieldError, Row, Stack, TextLink } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { flowTitleOfRun } from '../../entities/flow/flow-title.js';
import type { Input, Reply } from '../../shared/api/call.js';
import { useOperation } from '../../shared/api/queries.js';
import { patchLists, resetLists } from '../../shared/list/use-list.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import type { StartedRun } from './issue-progress.js';
import { texts } from './texts.js';

export const touchedByRetry = ['listIssueCauses', 'listIssues', 'getIssue', 'listRuns', 'listFlowSummaries'] as const;

/** Retries one issue; an error is shown below the button. */
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

/** Reports what a run that was started for an issue does, with a link to it. */
export function StartedNotice({ run: { runId, action } }: { run: StartedRun }) {
  return (
    <Alert tone="good">
      {texts.started[action]}{' '}
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
  const [isConfirming, setIsConfirming] = useState(false);
  const skip = useOperation('skipIssue', {
    refreshes: touchedByRetry,
    onSuccess: (skipped) => {
      setIsConfirming(false);
      patchLists(queryClient, 'listIssues', skipped);
    },
  });
  const key = issue.naturalKey || issue.sourceKey;
  return (
    <>
      <Button onClick={() => setIsConfirming(true)} aria-label={texts.skipNamed(key)}>
        {texts.skip}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.skipTitle(key)}
        question={texts.skipQuestion}
        action={texts.skip}
        isBusy={skip.isPending}
        error={skip.error}
        onConfirm={() => skip.mutate({ issueId: issue.id })}
        onClose={() => setIsConfirming(false)}
      />
    </>
  );
}

export interface BulkActionsProps {
  /** Undefined while nothing is chosen. */
  selection: Input<'retryIssues'>['selection'] | undefined;
  /** How many issues it is. */
  count: number;
  labels: { retry: string; retryNamed?: string; skip: string; skipNamed?: string };
  onResult: (result: BulkResult) => void;
  /** Stands before the buttons. */
  lead?: ReactNode;
}

export type BulkResult = { kind: 'retried'; reply: Reply<'retryIssues'> } | { kind: 'skipped'; count: number };

const refreshes = ['listIssueCauses', 'listIssues', 'listRuns', 'listFlowSummaries'] as const;

/** Retries or skips many issues at once. */
export function BulkActions({ selection, count, labels, onResult, lead }: BulkActionsProps) {
  const isAllowed = useIsAllowed();
  const queryClient = useQueryClient();
  const [isConfirming, setIsConfirming] = useState(false);
  const done = (result: BulkResult) => {
    setIsConfirming(false);
    onResult(result);
    void resetLists(queryClient, 'listIssues');
  };
  const retry = useOperation('retryIssues', { refreshes, onSuccess: (reply) => done({ kind: 'retried', reply }) });
  const skip = useOperation('skipIssues', {
    refreshes,
    onSuccess: ({ count: skipped }) => done({ kind: 'skipped', count: skipped }),
  });
  if (!isAllowed('retryIssues')) return <Row>{lead}</Row>;
  const isEmpty = selection === undefined || count === 0;
  return (
    <Stack gap="sm">
      <Row>
        {lead}
        <Button
          size="sm"
          disabled={isEmpty}
          isBusy={retry.isPending}
          aria-label={labels.retryNamed}
          onClick={() => selection && retry.mutate({ selection })}
        >
          {labels.retry}
        </Button>
        <Button size="sm" disabled={isEmpty} aria-label={labels.skipNamed} onClick={() => setIsConfirming(true)}>
          {labels.skip}
        </Button>
      </Row>
      <ProblemAlert error={retry.error} />
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.skipManyTitle(count)}
        question={texts.skipQuestion}
        action={labels.skip}
        isBusy={skip.isPending}
        error={skip.error}
        onConfirm={() => selection && skip.mutate({ selection })}
        onClose={() => setIsConfirming(false)}
      />
    </Stack>
  );
}

/** The result of a bulk action; placed where it stays when the issues disappear. */
export function BulkNotice({ result }: { result: BulkResult }) {
  if (result.kind === 'skipped') return <Alert tone="good">{texts.skippedMany(result.count)}</Alert>;
  return <BulkRetryNotice reply={result.reply} />;
}

function BulkRetryNotice({ reply }: { reply: Reply<'retryIssues'> }) {
  const { nameOf } = useFlowNames();
  const { count, runs, busyFlowIds } = reply;
  const busy = busyFlowIds.map((flowId) => nameOf(flowId)?.flow ?? flowId);
  return (
    <Alert tone={busy.length > 0 || count === 0 ? 'warning' : 'good'} title={texts.retriedMany(count)}>
      {runs.map((run) => (
        <p key={run.id}>
          <TextLink>
            <Link to="/runs/$runId" params={{ runId: run.id }}>
              {texts.followRun(flowTitleOfRun(run))}
            </Link>
          </TextLink>
        </p>
      ))}
      {busy.length > 0 && <p>{texts.busyFlows(busy.join(', '))}</p>}
      {count === 0 && busy.length === 0 && <p>{texts.passedOver}</p>}
    </Alert>
  );
}
