import type { WebhookAttempt, WebhookDeliveryId, WebhookId } from '@koppel/contracts';
import { Alert, Button, Card, CodeBlock, FactList, Stack, Text, Timeline } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { DeliveryBadge, eventLabel, useWebhook, webhookName } from '../../entities/webhook/webhook.js';
import type { Reply } from '../../shared/api/call.js';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { formatInstant, formatMoment } from '../../shared/format/format.js';
import { Page, Trail } from '../../shared/page/page.js';
import { ProblemAlert, QueryView } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/webhooks/$webhookId/deliveries/$deliveryId');
const POLL_MS = 3000;

type Delivery = Reply<'getWebhookDelivery'>;

/** One event on its way to one webhook: what was sent, and what came of every attempt. */
export function DeliveryPage() {
  const { webhookId, deliveryId } = route.useParams();
  const webhook = useWebhook(webhookId);
  const delivery = useQuery({
    ...apiQuery('getWebhookDelivery', { deliveryId: deliveryId as WebhookDeliveryId }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? POLL_MS : false),
  });
  const { data } = delivery;
  return (
    <Page
      title={data ? eventLabel(data.eventType) : texts.delivery}
      trail={
        <Trail>
          <Link to="/webhooks/$webhookId" params={{ webhookId: webhookId as WebhookId }}>
            {webhook.data ? webhookName(webhook.data) : texts.webhook}
          </Link>
        </Trail>
      }
      badge={data && <DeliveryBadge state={data.state} />}
      description={data && texts.deliveryMeanings[data.state]}
      actions={data && webhook.data?.state === 'enabled' && <Resend deliveryId={data.id} />}
    >
      <QueryView query={delivery}>
        {(loaded) => (
          <Stack gap="lg">
            <Facts delivery={loaded} />
            <History attempts={loaded.history} />
            <Card title={texts.body} description={texts.bodyHelp}>
              <CodeBlock label={texts.bodyJson}>{JSON.stringify(loaded.body, null, 2)}</CodeBlock>
            </Card>
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}

function Resend({ deliveryId }: { deliveryId: WebhookDeliveryId }) {
  const isAllowed = useIsAllowed();
  const resend = useOperation('resendWebhookDelivery', {
    refreshes: ['getWebhookDelivery', 'listWebhookDeliveries', 'listWebhooks'],
  });
  if (!isAllowed('resendWebhookDelivery')) return null;
  return (
    <div className="grid justify-items-end gap-1">
      <Button variant="primary" isBusy={resend.isPending} onClick={() => resend.mutate({ deliveryId })}>
        {texts.resend}
      </Button>
      <div role="status" className="empty:hidden">
        {resend.isSuccess && <Text tone="soft">{texts.resent}</Text>}
      </div>
      <ProblemAlert error={resend.error} />
    </div>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const facts = [
    { label: texts.event, value: <code className="font-mono text-sm break-all">{delivery.eventType}</code> },
    {
      label: texts.eventId,
      value: (
        <>
          <code className="font-mono text-sm break-all">{delivery.eventId}</code>{' '}
          <span className="text-sm text-ink-soft">({texts.eventIdHelp})</span>
        </>
      ),
    },
    { label: texts.created, value: formatInstant(delivery.createdAt) },
    ...(delivery.deliveredAt === null
      ? []
      : [{ label: texts.deliveredAt, value: formatInstant(delivery.deliveredAt) }]),
    ...(delivery.nextAttemptAt === null ? [] : [{ label: texts.next, value: formatMoment(delivery.nextAttemptAt) }]),
  ];
  return (
    <Card title={texts.facts}>
      <FactList facts={facts} />
    </Card>
  );
}

function History({ attempts }: { attempts: WebhookAttempt[] }) {
  const entries = attempts.map((attempt) => ({
    id: String(attempt.number),
    tone: attempt.problem === null ? ('good' as const) : ('danger' as const),
    title: texts.attempt(attempt.number),
    when: `${formatInstant(attempt.startedAt)}, ${texts.took(attempt.durationMs)}`,
    content: <Attempt attempt={attempt} />,
  }));
  return (
    <Card title={texts.history}>
      {entries.length === 0 ? <Alert>{texts.noHistory}</Alert> : <Timeline label={texts.history} entries={entries} />}
    </Card>
  );
}

function Attempt({ attempt: { number, status, problem, answer } }: { attempt: WebhookAttempt }) {
  return (
    <div className="grid gap-2">
      {problem === null ? status !== null && texts.status(status) : <Reason reason={problem} />}
      {answer !== null && answer !== '' && (
        <CodeBlock label={`${texts.attempt(number)}: ${texts.said}`}>{answer}</CodeBlock>
      )}
    </div>
  );
}
