import { Card } from '@koppel/ui';
import { getRouteApi } from '@tanstack/react-router';
import { PreviewPanel } from '../../lib/preview/preview-panel.js';
import { texts } from './texts.js';
import { useFlow } from './use-flow.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');

/** What a run of a flow would do, shown without writing anything. */
export function PreviewPart() {
  const { flow } = useFlow(route.useParams());
  if (!flow) return null;
  return (
    <Card title={texts.preview}>
      <PreviewPanel key={flow.id} flow={flow} />
    </Card>
  );
}
