import type { Flow, FlowVersion } from '@koppel/contracts';
import { Button, Card, Row, Stack, Text, Timeline } from '@koppel/ui';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { settingSpecsOf } from '../../entities/flow/flow-values.js';
import { call, type Reply } from '../../shared/api/call.js';
import type { ProblemError } from '../../shared/api/problem.js';
import { useOperation } from '../../shared/api/queries.js';
import { formatInstant } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { changesBetween, historyOf, type VersionChange } from './flow-history.js';
import { texts } from './texts.js';
import { useFlow } from './use-integration.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');

/** Who changed a flow, when, and what; every earlier state can be taken back. */
export function HistoryPart() {
  const { flow, definition } = useFlow(route.useParams());
  const versions = useFlowVersions(flow);
  if (!flow) return null;
  const specs = definition ? settingSpecsOf(definition) : [];
  return (
    <Card title={texts.history} description={texts.historyHelp}>
      <QueryView query={versions}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const entries = historyOf(items, { specs, hasEarlier: versions.hasNextPage });
          const newest = entries[0]?.version;
          return (
            <Timeline
              label={texts.history}
              entries={entries.map(({ version, changes }, index) => ({
                id: String(version.version),
                tone: index === 0 ? 'good' : 'neutral',
                title: <span className="font-medium">{version.changedByName ?? texts.someone}</span>,
                when: formatInstant(version.changedAt),
                content: (
                  <Stack gap="sm">
                    {changes ? <Changes changes={changes} /> : <span>{texts.firstVersion}</span>}
                    {newest && index > 0 && (
                      <Restore
                        flow={flow}
                        version={version}
                        changes={changesBetween({ before: newest, after: version, specs })}
                      />
                    )}
                  </Stack>
                ),
              }))}
            />
          );
        }}
      </QueryView>
      {versions.hasNextPage && (
        <Row>
          <Button isBusy={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
            {texts.earlier}
          </Button>
        </Row>
      )}
    </Card>
  );
}

/** The versions of a flow, newest first; earlier ones page by page. */
function useFlowVersions(flow: Flow | undefined) {
  const flowId = flow?.id as Flow['id'];
  return useInfiniteQuery<
    Reply<'listFlowVersions'>,
    ProblemError,
    InfiniteData<Reply<'listFlowVersions'>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['listFlowVersions', { flowId }],
    queryFn: ({ pageParam, signal }) => call('listFlowVersions', { flowId, after: pageParam }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: flow !== undefined,
  });
}

function Changes({ changes }: { changes: VersionChange[] }) {
  if (changes.length === 0) return <span>{texts.noChange}</span>;
  return (
    <ul className="grid gap-1">
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          <span className="font-medium text-ink">{`${label}: `}</span>
          {texts.change(before, after)}
        </li>
      ))}
    </ul>
  );
}

function Restore(props: { flow: Flow; version: FlowVersion; changes: VersionChange[] }) {
  const { flow, version, changes } = props;
  const [isConfirming, setIsConfirming] = useState(false);
  const isAllowed = useIsAllowed();
  const restore = useOperation('updateFlow', {
    refreshes: ['listFlowVersions', 'getIntegration', 'listIntegrations', 'listFlowSummaries'],
    onSuccess: () => setIsConfirming(false),
  });
  if (!isAllowed('updateFlow') || changes.length === 0) return null;
  const when = formatInstant(version.changedAt);
  const { isEnabled, schedule, settings } = version;
  return (
    <Row>
      <Button size="sm" aria-label={texts.restoreNamed(when)} onClick={() => setIsConfirming(true)}>
        {texts.restore}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.restoreTitle(when)}
        question={texts.restoreQuestion}
        action={texts.restore}
        tone="plain"
        isBusy={restore.isPending}
        error={restore.error}
        onConfirm={() => restore.mutate({ flowId: flow.id, version: flow.version, isEnabled, schedule, settings })}
        onClose={() => setIsConfirming(false)}
      >
        <Stack gap="sm">
          <Text>{texts.restoreChanges}</Text>
          <Changes changes={changes} />
        </Stack>
      </ConfirmDialog>
    </Row>
  );
}
