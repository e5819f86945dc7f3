import type { Flow, FlowVersion } from '@koppel/contracts';
import { Button, Card, Row, Stack, Text, Timeline } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { settingSpecsOf } from '../../entities/flow/flow-values.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
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
  const versions = useQuery({
    ...apiQuery('listFlowVersions', { flowId: flow?.id as Flow['id'] }),
    enabled: flow !== undefined,
  });
  if (!flow) return null;
  const specs = definition ? settingSpecsOf(definition) : [];
  return (
    <Card title={texts.history} description={texts.historyHelp}>
      <QueryView query={versions}>
        {({ items }) => {
          const entries = historyOf(items, definition);
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
    </Card>
  );
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
