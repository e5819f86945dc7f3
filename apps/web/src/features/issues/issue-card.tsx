import type { Issue } from '@koppel/contracts';
import { Alert, Badge, Button, Card, CodeBlock, Dialog, FactList, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { formatCount, formatMoment } from '../../lib/format/format.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { QueryView } from '../../lib/page/query-view.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { entityWords, failureClassWords, issueStateWords, texts } from './texts.js';

/** One record that was not delivered: why, and what can be done. */
export function IssueCard({ issue }: { issue: Issue }) {
  const { label, tone } = issueStateWords[issue.state];
  const facts = [
    { label: texts.sourceKey, value: issue.sourceKey },
    ...(issue.waitsFor ? [{ label: texts.waitsFor, value: issue.waitsFor }] : []),
    { label: texts.attempts, value: formatCount(issue.attempts) },
    { label: texts.opened, value: formatMoment(issue.openedAt) },
  ];
  return (
    <Card
      title={`${entityWords[issue.entity]} ${issue.naturalKey}`}
      description={failureClassWords[issue.failureClass]}
      aside={<Badge tone={tone}>{label}</Badge>}
    >
      <Stack>
        <p className="break-words">{issue.reason}</p>
        <FactList facts={facts} />
        <Actions issue={issue} />
      </Stack>
    </Card>
  );
}

function Actions({ issue }: { issue: Issue }) {
  const isAllowed = useIsAllowed();
  const canAct = (issue.state === 'open' || issue.state === 'held') && isAllowed('retryIssue');
  return (
    <Row gap="sm">
      {canAct && <Retry issue={issue} />}
      {canAct && <Skip issue={issue} />}
      <ViewRecord issue={issue} />
    </Row>
  );
}

function Retry({ issue }: { issue: Issue }) {
  const retry = useOperation('retryIssue', { refreshes: ['listIssues', 'listRuns', 'listFlowSummaries'] });
  return (
    <>
      <Button
        size="sm"
        isBusy={retry.isPending}
        onClick={() => retry.mutate({ issueId: issue.id })}
        aria-label={texts.retryNamed(issue.naturalKey)}
      >
        {texts.retry}
      </Button>
      {retry.isError && <ProblemAlert error={retry.error} />}
      {retry.data && (
        <Alert tone="good">
          {texts.retried}{' '}
          <TextLink>
            <Link to="/runs/$runId" params={{ runId: retry.data.run.id }}>
              {texts.followRetry}
            </Link>
          </TextLink>
        </Alert>
      )}
    </>
  );
}

function Skip({ issue }: { issue: Issue }) {
  const [isAsking, setIsAsking] = useState(false);
  const skip = useOperation('skipIssue', {
    refreshes: ['listIssues', 'listFlowSummaries'],
    onSuccess: () => setIsAsking(false),
  });
  return (
    <>
      <Button size="sm" onClick={() => setIsAsking(true)} aria-label={texts.skipNamed(issue.naturalKey)}>
        {texts.skip}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.skipTitle(issue.naturalKey)}
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

function ViewRecord({ issue }: { issue: Issue }) {
  const [isOpen, setIsOpen] = useState(false);
  const detail = useQuery({ ...apiQuery('getIssue', { issueId: issue.id }), enabled: isOpen });
  const title = texts.recordTitle(issue.naturalKey);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setIsOpen(true)} aria-label={texts.viewNamed(issue.naturalKey)}>
        {texts.view}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={title} closeLabel={texts.close} width="lg">
        <QueryView query={detail}>
          {({ payload }) => <CodeBlock label={title}>{JSON.stringify(payload, null, 2)}</CodeBlock>}
        </QueryView>
      </Dialog>
    </>
  );
}
