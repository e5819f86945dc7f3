import type { Flow, Run } from '@koppel/contracts';
import { Button } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { RunNowButton } from '../../lib/run/run-now-button.js';
import { isActive } from '../../lib/run/run-state.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** What can be done with a flow. */
export function FlowActions({ flow, lastRun }: { flow: Flow; lastRun: Run | null | undefined }) {
  const isAllowed = useIsAllowed();
  return (
    <span className="flex flex-wrap gap-1 xl:flex-nowrap xl:justify-end">
      {isAllowed('startRun') && <RunNowButton flowId={flow.id} isDisabled={lastRun ? isActive(lastRun) : false} />}
      {isAllowed('startRun') && (
        <Button size="sm" variant="quiet" asChild aria-label={texts.previewOf(flowTitle(flow))}>
          <Link
            to="/integrations/$integrationId/flows/$flowId/preview"
            params={{ integrationId: flow.integrationId, flowId: flow.id }}
          >
            {texts.preview}
          </Link>
        </Button>
      )}
      <Button size="sm" variant="quiet" asChild aria-label={texts.settingsOf(flowTitle(flow))}>
        <Link
          to="/integrations/$integrationId/flows/$flowId"
          params={{ integrationId: flow.integrationId, flowId: flow.id }}
        >
          {texts.settings}
        </Link>
      </Button>
    </span>
  );
}
