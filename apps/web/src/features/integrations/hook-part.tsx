import type { Flow } from '@koppel/contracts';
import { Card, CopyField, Field } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '../../lib/api/queries.js';
import { QueryView } from '../../lib/page/query-view.js';
import { texts } from './texts.js';
import { useFlow } from './use-flow.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');

/** The address by which an application starts a flow at once. */
export function HookPart() {
  const { flow } = useFlow(route.useParams());
  const hook = useQuery({
    ...apiQuery('getFlowHook', { flowId: flow?.id as Flow['id'] }),
    enabled: flow !== undefined,
  });
  return (
    <Card title={texts.hook} description={texts.hookHelp}>
      <QueryView query={hook}>
        {({ url }) => (
          <Field label={texts.hookAddress} help={texts.hookSecret}>
            <CopyField value={url} copyLabel={texts.copy} copiedLabel={texts.copied} />
          </Field>
        )}
      </QueryView>
    </Card>
  );
}
