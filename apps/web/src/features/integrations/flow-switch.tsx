import type { Flow } from '@koppel/contracts';
import { Badge, FieldError, Switch } from '@koppel/ui';
import { useOperation } from '../../lib/api/queries.js';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** Whether a flow runs by itself; whoever may, enables and pauses it here. */
export function FlowSwitch({ flow }: { flow: Flow }) {
  const isAllowed = useIsAllowed();
  const update = useOperation('updateFlow', {
    refreshes: ['getIntegration', 'listIntegrations', 'listFlowSummaries', 'listFlowVersions'],
  });
  const words = flow.isEnabled ? texts.enabled : texts.paused;
  if (!isAllowed('updateFlow')) return <Badge tone={flow.isEnabled ? 'good' : 'neutral'}>{words}</Badge>;
  return (
    <span className="inline-grid gap-1">
      <span className="inline-flex items-center gap-2">
        <Switch
          label={texts.enableNamed(flowTitle(flow))}
          isOn={flow.isEnabled}
          isDisabled={update.isPending}
          onChange={(isEnabled) => update.mutate({ flowId: flow.id, version: flow.version, isEnabled })}
        />
        <span aria-hidden>{words}</span>
      </span>
      {update.isError && <FieldError>{update.error.message}</FieldError>}
    </span>
  );
}
