import type { Integration, PackageUpdate } from '@koppel/contracts';
import { Alert, Button } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../lib/api/queries.js';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** What newer packages would bring; nothing while there is nothing new. */
export function PackageUpdates({ integration }: { integration: Integration }) {
  const updates = useQuery(apiQuery('listPackageUpdates', { integrationId: integration.id }));
  return updates.data?.items.map((update) => (
    <Update key={update.packageId} integration={integration} update={update} />
  ));
}

function Update({ integration, update }: { integration: Integration; update: PackageUpdate }) {
  const [isAsking, setIsAsking] = useState(false);
  const isAllowed = useIsAllowed();
  const apply = useOperation('applyPackageUpdate', {
    refreshes: ['listPackageUpdates', 'getIntegration', 'listIntegrations', 'listFlowSummaries'],
    onSuccess: () => setIsAsking(false),
  });
  const newFlows = update.newFlows.map(flowTitle).join(', ');
  const endedFlows = update.endedFlows.map(({ title }) => title).join(', ');
  return (
    <Alert
      tone="info"
      title={texts.updateTitle(update.title)}
      actions={
        isAllowed('applyPackageUpdate') && (
          <Button size="sm" onClick={() => setIsAsking(true)}>
            {texts.applyUpdate}
          </Button>
        )
      }
    >
      {newFlows && <p>{texts.newFlows(newFlows)}</p>}
      {endedFlows && <p>{texts.endedFlows(endedFlows)}</p>}
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.applyTitle(update.title)}
        question={endedFlows ? texts.applyQuestionEnding(endedFlows) : texts.applyQuestion}
        action={texts.applyUpdate}
        tone={endedFlows ? 'danger' : 'plain'}
        isBusy={apply.isPending}
        error={apply.error}
        onConfirm={() => apply.mutate({ integrationId: integration.id, packageId: update.packageId })}
        onClose={() => setIsAsking(false)}
      />
    </Alert>
  );
}
