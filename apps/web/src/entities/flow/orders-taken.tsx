import { Alert } from '@koppel/ui';
import { formatDate, formatInstant } from '../../shared/format/format.js';
import type { FlowName } from './flow-filter.js';
import { ordersSinceOf } from './orders-since.js';
import { SettingLink } from './setting-link.js';
import { texts } from './texts.js';
import { useFlowDefinition } from './use-flow-definition.js';

/** Why an order may not be known: since when a flow takes orders, and where to change that; nothing where it takes all. */
export function OrdersTaken({ name: { flowId, integration, flow: title } }: { name: FlowName }) {
  const { flow, definition } = useFlowDefinition(flowId) ?? {};
  const since = flow && definition && ordersSinceOf(definition, flow);
  if (!since) return null;
  const moment = 'day' in since ? formatDate(since.day) : formatInstant(since.instant);
  return (
    <Alert
      tone="info"
      title={texts.ordersTaken.title(`${integration} · ${title}`, moment)}
      actions={<SettingLink flowId={flowId} field="ordersFrom" />}
    >
      {texts.ordersTaken.help}
    </Alert>
  );
}
