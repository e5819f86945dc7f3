import type { Connection, Flow } from '@koppel/contracts';
import { Alert, Button, Dialog, FieldError, Row } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { FlowSettingsForm } from '../../lib/flow/flow-settings-form.js';
import { findDefinition } from '../../lib/flow/flow-values.js';
import { texts as flowTexts } from '../../lib/flow/texts.js';
import { QueryView } from '../../lib/page/query-view.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** Enable or pause a flow, and change its settings. */
export function FlowActions({ flow, connections }: { flow: Flow; connections: Connection[] }) {
  const [isEditing, setIsEditing] = useState(false);
  const isAllowed = useIsAllowed();
  const update = useOperation('updateFlow', { refreshes: ['getIntegration', 'listIntegrations', 'listFlowSummaries'] });
  if (!isAllowed('updateFlow')) return null;
  const toggle = () => update.mutate({ flowId: flow.id, version: flow.version, isEnabled: !flow.isEnabled });
  return (
    <>
      <Button
        size="sm"
        isBusy={update.isPending}
        onClick={toggle}
        aria-label={flow.isEnabled ? texts.pauseNamed(flow.title) : texts.enableNamed(flow.title)}
      >
        {flow.isEnabled ? texts.pause : texts.enable}
      </Button>
      <Button size="sm" variant="quiet" onClick={() => setIsEditing(true)} aria-label={texts.editNamed(flow.title)}>
        {texts.editSettings}
      </Button>
      {update.isError && <FieldError>{update.error.message}</FieldError>}
      <Dialog
        isOpen={isEditing}
        onClose={() => setIsEditing(false)}
        title={texts.settingsOf(flow.title)}
        closeLabel={texts.cancel}
        width="lg"
      >
        <Settings flow={flow} connections={connections} onClose={() => setIsEditing(false)} />
      </Dialog>
    </>
  );
}

function Settings(props: { flow: Flow; connections: Connection[]; onClose: () => void }) {
  const { flow, connections, onClose } = props;
  const applicationOf = (connectionId: string) =>
    connections.find(({ id }) => id === connectionId)?.applicationId ?? '';
  const applicationIds: [string, string] = [
    applicationOf(flow.sourceConnectionId),
    applicationOf(flow.targetConnectionId),
  ];
  const packages = useQuery(apiQuery('listPackages', { applicationIds }));
  return (
    <QueryView query={packages}>
      {({ items }) => {
        const definition = findDefinition(items, flow);
        if (!definition) return <Alert tone="warning">{flowTexts.noDefinition}</Alert>;
        return (
          <FlowSettingsForm
            flow={flow}
            definition={definition}
            onSaved={onClose}
            actions={({ isSaving }) => (
              <Row>
                <Button type="submit" variant="primary" isBusy={isSaving}>
                  {flowTexts.save}
                </Button>
                <Button onClick={onClose}>{texts.cancel}</Button>
              </Row>
            )}
          />
        );
      }}
    </QueryView>
  );
}
