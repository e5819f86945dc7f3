import { type Webhook, type WebhookDelivery, webhookDeliveryStates } from '@koppel/contracts';
import {
  Alert,
  Button,
  Card,
  type DataColumn,
  Disclosure,
  EmptyState,
  FilterTabs,
  Row,
  Stack,
  Text,
  TextLink,
} from '@koppel/ui';
import { useIsMutating } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { texts as webhookTexts } from '../../entities/webhook/texts.js';
import { DeliveryBadge, eventLabel, useWebhook, WebhookBadge, webhookName } from '../../entities/webhook/webhook.js';
import { useOperation } from '../../shared/api/queries.js';
import { formatCount, formatMoment } from '../../shared/format/format.js';
import { ListTable } from '../../shared/list/list-table.js';
import { idOf, useList } from '../../shared/list/use-list.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { Page, Trail } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { Reason } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { WebhookActions } from './webhook-actions.js';
import { WebhookForm } from './webhook-form.js';

const route = getRouteApi('/console/webhooks/$webhookId');

/** One webhook: how it is, what it is told of, and what was sent to it. */
export function WebhookPage() {
  const webhook = useWebhook(route.useParams().webhookId);
  const { state } = route.useSearch();
  const { data } = webhook;
  return (
    <Page
      title={data ? webhookName(data) : texts.webhook}
      trail={
        <Trail>
          <Link to="/webhooks">{texts.back}</Link>
        </Trail>
      }
      badge={data && <WebhookBadge state={data.state} />}
      description={data && data.description !== '' && <span className="break-all">{data.url}</span>}
      actions={data && <WebhookActions webhook={data} />}
    >
      <QueryView query={webhook}>
        {(loaded) =>
          loaded ? (
            <Stack gap="lg">
              {loaded.state === 'disabled' && (
                <Alert tone="warning" title={texts.disabledTitle}>
                  {loaded.reason === null ? texts.disabledByPerson : <Reason reason={loaded.reason} />}
                </Alert>
              )}
              <Settings webhook={loaded} />
              <DeliveryLog webhook={loaded} state={state} />
            </Stack>
          ) : (
            <EmptyState title={texts.notFoundTitle}>{texts.notFound}</EmptyState>
          )
        }
      </QueryView>
    </Page>
  );
}

function Settings({ webhook }: { webhook: Webhook }) {
  const isAllowed = useIsAllowed();
  const update = useOperation('updateWebhook', { refreshes: ['listWebhooks'] });
  return (
    <Card>
      <Disclosure label={`${texts.settings} (${texts.eventCount(webhook.eventTypes.length)})`}>
        {isAllowed('updateWebhook') ? (
          <WebhookForm
            initial={webhook}
            submitLabel={texts.save}
            isBusy={update.isPending}
            error={update.error}
            onSubmit={({ url, description, eventTypes }) =>
              update.mutate({ webhookId: webhook.id, url, description, eventTypes })
            }
            aside={<div role="status">{update.isSuccess && <Text tone="soft">{texts.saved}</Text>}</div>}
          />
        ) : (
          <Alert>{texts.onlyAdmins}</Alert>
        )}
      </Disclosure>
    </Card>
  );
}

const POLL_MS = 3000;

function deliveryHeight({ lastProblem, nextAttemptAt }: WebhookDelivery, isWide: boolean): number {
  const waitPx = nextAttemptAt === null ? 0 : 20;
  if (isWide) return 68 + waitPx;
  return (lastProblem === null ? 140 : 180) + waitPx;
}

const columns: DataColumn<WebhookDelivery>[] = [
  {
    id: 'event',
    header: texts.event,
    width: 'widest',
    onPhone: 'title',
    cell: ({ id, webhookId, eventType }) => (
      <TextLink>
        <Link to="/webhooks/$webhookId/deliveries/$deliveryId" params={{ webhookId, deliveryId: id }}>
          {eventLabel(eventType)}
        </Link>
      </TextLink>
    ),
  },
  { id: 'state', header: texts.state, width: 'narrow', cell: ({ state }) => <DeliveryBadge state={state} /> },
  {
    id: 'attempts',
    header: texts.attempts,
    width: 'count',
    align: 'end',
    cell: ({ attempts }) => formatCount(attempts),
  },
  { id: 'answer', header: texts.answer, cell: (delivery) => <LastAnswer delivery={delivery} /> },
  { id: 'when', header: texts.when, width: 'narrow', cell: ({ createdAt }) => formatMoment(createdAt) },
];

function LastAnswer({ delivery }: { delivery: WebhookDelivery }) {
  const { lastProblem, lastStatus, nextAttemptAt, attempts } = delivery;
  if (attempts === 0) return <span className="text-ink-soft">{texts.noAnswer}</span>;
  return (
    <>
      {lastProblem === null ? lastStatus !== null && texts.status(lastStatus) : <Reason isShort reason={lastProblem} />}
      {nextAttemptAt !== null && (
        <span className="block text-sm text-ink-soft">{texts.nextAttempt(formatMoment(nextAttemptAt))}</span>
      )}
    </>
  );
}

type State = WebhookDelivery['state'];

/** What was sent to a webhook, newest first. */
export function DeliveryLog({ webhook, state }: { webhook: Webhook; state: State | undefined }) {
  const isBeingDeleted = useIsMutating({ mutationKey: ['deleteWebhook'] }) > 0;
  const pollMs = isBeingDeleted ? false : POLL_MS;
  const list = useList('listWebhookDeliveries', { webhookId: webhook.id, state }, { pollMs });
  return (
    <section aria-labelledby="deliveries" className="grid gap-3">
      <Row>
        <h2 id="deliveries" className="text-lg font-semibold">
          {texts.deliveries}
        </h2>
        <ResendDead webhook={webhook} />
      </Row>
      <StateTabs webhook={webhook} state={state} />
      <Text tone="soft" size="sm">
        {state === undefined ? texts.deliveriesHelp : texts.deliveryMeanings[state]}
      </Text>
      <ListTable
        caption={texts.deliveries}
        list={list}
        columns={columns}
        heightOf={deliveryHeight}
        rowKey={idOf}
        empty={
          <EmptyState title={texts.noDeliveriesTitle}>
            {state === undefined ? texts.noDeliveries : texts.noDeliveriesChosen}
          </EmptyState>
        }
      />
    </section>
  );
}

function StateTabs({ webhook: { id: webhookId, counts }, state }: { webhook: Webhook; state: State | undefined }) {
  // Nobody counts what was delivered: it is most of it, and goes after a while.
  const known: Partial<Record<State, number>> = counts;
  const tabs = [undefined, ...webhookDeliveryStates].map((id) => {
    const count = id && known[id];
    return {
      id: id ?? 'all',
      label: id === undefined ? texts.allDeliveries : webhookTexts.deliveryStates[id],
      count: count === undefined ? undefined : formatCount(count),
      isCurrent: id === state,
      link: (content: ReactNode) => (
        <Link
          to="/webhooks/$webhookId"
          params={{ webhookId }}
          search={{ state: id }}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          resetScroll={false}
          replace
        >
          {content}
        </Link>
      ),
    };
  });
  return <FilterTabs label={texts.deliveryTabs} tabs={tabs} />;
}

function ResendDead({ webhook: { id: webhookId, counts, state } }: { webhook: Webhook }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const isAllowed = useIsAllowed();
  const resend = useOperation('resendDeadWebhookDeliveries', {
    refreshes: ['listWebhooks', 'listWebhookDeliveries'],
    onSuccess: () => setIsConfirming(false),
  });
  if (counts.dead === 0 || state === 'disabled' || !isAllowed('resendDeadWebhookDeliveries')) return null;
  return (
    <>
      <Button size="sm" onClick={() => setIsConfirming(true)}>
        {texts.resendDead(counts.dead)}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.resendDeadTitle}
        question={texts.resendDeadQuestion(counts.dead)}
        action={texts.resend}
        tone="plain"
        isBusy={resend.isPending}
        error={resend.error}
        onConfirm={() => resend.mutate({ webhookId })}
        onClose={() => setIsConfirming(false)}
      />
    </>
  );
}
