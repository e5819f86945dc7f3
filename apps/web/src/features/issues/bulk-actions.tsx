import { Alert, Button, Row, Stack, TextLink } from '@koppel/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Input, Reply } from '../../lib/api/call.js';
import { useOperation } from '../../lib/api/queries.js';
import { flowTitleOfRun } from '../../lib/flow/flow-title.js';
import { resetLists } from '../../lib/list/use-list.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { useFlowNames } from '../../lib/record/flow-names.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

export interface BulkActionsProps {
  /** Undefined while nothing is chosen. */
  selection: Input<'retryIssues'>['selection'] | undefined;
  /** How many issues it is. */
  count: number;
  words: { retry: string; retryNamed?: string; skip: string; skipNamed?: string };
  onResult: (result: BulkResult) => void;
  /** Stands before the buttons. */
  lead?: ReactNode;
}

export type BulkResult = { kind: 'retried'; reply: Reply<'retryIssues'> } | { kind: 'skipped'; count: number };

const refreshes = ['listIssueCauses', 'listIssues', 'listRuns', 'listFlowSummaries'] as const;

/** Retries or skips many issues at once. */
export function BulkActions({ selection, count, words, onResult, lead }: BulkActionsProps) {
  const isAllowed = useIsAllowed();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const done = (result: BulkResult) => {
    setIsAsking(false);
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
          aria-label={words.retryNamed}
          onClick={() => selection && retry.mutate({ selection })}
        >
          {words.retry}
        </Button>
        <Button size="sm" disabled={isEmpty} aria-label={words.skipNamed} onClick={() => setIsAsking(true)}>
          {words.skip}
        </Button>
      </Row>
      <ProblemAlert error={retry.error} />
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.skipManyTitle(count)}
        question={texts.skipQuestion}
        action={words.skip}
        isBusy={skip.isPending}
        error={skip.error}
        onConfirm={() => selection && skip.mutate({ selection })}
        onClose={() => setIsAsking(false)}
      />
    </Stack>
  );
}

/** Says what came of it; it stands where it stays when the issues themselves go. */
export function BulkNotice({ result }: { result: BulkResult }) {
  if (result.kind === 'skipped') return <Alert tone="good">{texts.skippedMany(result.count)}</Alert>;
  return <RetryNotice reply={result.reply} />;
}

function RetryNotice({ reply }: { reply: Reply<'retryIssues'> }) {
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
