import { foundTarget, type Issue } from '@koppel/contracts';
import { Alert, Badge, Button, Card, FactList, JsonView, Row, Stack, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFlowNames } from '../../entities/flow/flow-filter.js';
import { entityLabels } from '../../entities/flow/flow-title.js';
import { SettingLink } from '../../entities/flow/setting-link.js';
import { IssueBadge } from '../../entities/issue/issue.js';
import { waitsForText } from '../../entities/issue/waits-for.js';
import { RecordLink } from '../../entities/record/record.js';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { usePollMs } from '../../shared/events/live-updates.js';
import { formatCount, formatInstant } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { SkipIssue, StartedNotice, touchedByRetry } from './issue-actions.js';
import { IssueEditor } from './issue-editor.js';
import { progressText, type StartedRun } from './issue-progress.js';
import { issueTitle } from './issue-title.js';
import { FoundAtTarget, LinkIssue } from './link-issue.js';
import { isActionable } from './selection.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/issues/$issueId');
const OFTEN_MS = 3000;
const SELDOM_MS = 30_000;

/** One issue: why it was not delivered, what to do, and an editor of its data. */
export function IssuePage() {
  const { issueId } = route.useParams();
  const refetchInterval = usePollMs(OFTEN_MS, SELDOM_MS);
  const query = useQuery({ ...apiQuery('getIssue', { issueId }), refetchInterval });
  const issue = query.data;
  const word = issue && entityLabels[issue.entity].one;
  return (
    <Page
      title={
        word ? `${word.charAt(0).toUpperCase()}${word.slice(1)} ${issue.naturalKey || issue.sourceKey}` : texts.title
      }
      trail={
        <TextLink>
          <Link to="/issues" search={{}}>
            {texts.toIssues}
          </Link>
        </TextLink>
      }
      badge={
        issue && (
          <>
            <IssueBadge state={issue.state} />
            {issue.isEdited && <Badge tone="info">{texts.edited}</Badge>}
          </>
        )
      }
    >
      <QueryView query={query}>{(data) => <IssueDetails key={data.id} issue={data} />}</QueryView>
    </Page>
  );
}

function IssueDetails({ issue }: { issue: Reply<'getIssue'> }) {
  const isAllowed = useIsAllowed();
  const [started, setStarted] = useState<StartedRun>();
  const progress = progressText(issue);
  const canAct = isActionable(issue) && isAllowed('editIssue');
  return (
    <Stack gap="lg">
      {started && issue.state !== 'resolved' && <StartedNotice run={started} />}
      {progress && !(started && issue.state === 'retrying') && (
        <Alert tone={issue.state === 'resolved' ? 'good' : 'info'}>{progress}</Alert>
      )}
      <Stack columns="beside" gap="lg">
        <Why issue={issue} canAct={canAct} onStarted={setStarted} />
        <Card title={texts.factsTitle}>
          <Facts issue={issue} />
        </Card>
      </Stack>
      {canAct ? (
        <Card title={texts.editTitle} description={texts.editHelp}>
          <IssueEditor issue={issue} onRetried={(runId) => setStarted({ runId, action: 'retried' })} />
        </Card>
      ) : (
        <Card title={texts.dataTitle}>
          <JsonView label={texts.dataTitle} json={issue.payload} labels={{ ...texts.view, marks: texts.marks }} />
        </Card>
      )}
    </Stack>
  );
}

interface WhyProps {
  issue: Issue;
  canAct: boolean;
  onStarted: (run: StartedRun) => void;
}

function Why({ issue, canAct, onStarted }: WhyProps) {
  const retry = useOperation('retryIssue', {
    refreshes: touchedByRetry,
    onSuccess: ({ run }) => onStarted({ runId: run.id, action: 'retried' }),
  });
  const isFound = foundTarget(issue)?.isOurs === false;
  const facts = [
    ...(isFound ? [{ label: texts.whatToDo, value: <FoundAtTarget /> }] : []),
    ...(issue.waitsFor ? [{ label: texts.waitsFor, value: waitsForText(issue.waitsFor) }] : []),
  ];
  return (
    <Card title={texts.why}>
      <Stack>
        <p className="text-lg font-semibold">{issueTitle(issue)}</p>
        <p>
          <Reason reason={issue.reason} />
        </p>
        {facts.length > 0 && <FactList facts={facts} />}
        {issue.reason.field && <SettingLink flowId={issue.flowId} field={issue.reason.field} />}
        {canAct && (
          <Row>
            <Button
              variant="primary"
              isBusy={retry.isPending}
              aria-label={texts.retryNamed(issue.naturalKey || issue.sourceKey)}
              onClick={() => retry.mutate({ issueId: issue.id })}
            >
              {texts.retry}
            </Button>
            <LinkIssue issue={issue} onLinked={onStarted} />
            <SkipIssue issue={issue} />
          </Row>
        )}
        <ProblemAlert error={retry.error} />
      </Stack>
    </Card>
  );
}

function Facts({ issue }: { issue: Issue }) {
  const name = useFlowNames().nameOf(issue.flowId);
  const facts = [
    ...(name ? [{ label: texts.flow, value: `${name.integration} · ${name.flow}` }] : []),
    { label: texts.sourceKey, value: issue.sourceKey },
    { label: texts.attempts, value: formatCount(issue.attempts) },
    { label: texts.opened, value: formatInstant(issue.openedAt) },
    { label: texts.changed, value: formatInstant(issue.updatedAt) },
  ];
  return (
    <Stack>
      <FactList facts={facts} />
      {issue.integrationId && (
        <TextLink>
          <Link to="/integrations/$integrationId" params={{ integrationId: issue.integrationId }}>
            {texts.toIntegration}
          </Link>
        </TextLink>
      )}
      <RecordLink record={issue}>{texts.toRecord}</RecordLink>
      <TextLink>
        <Link to="/runs/$runId" params={{ runId: issue.runId }}>
          {texts.toRun}
        </Link>
      </TextLink>
    </Stack>
  );
}
