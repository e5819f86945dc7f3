import { webhookDeliveryStates, type Webhook, type WebhookDelivery } from '@koppel/contracts';
import { Button, EmptyState, FilterTabs, Row, Text, TextLink, type DataColumn } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useOperation } from '../../lib/api/queries.js';
import { formatCount, formatMoment } from '../../lib/format/format.js';
import { idOf } from '../../lib/list/list-pages.js';
import { ListTable } from '../../lib/list/list-table.js';
import { useList } from '../../lib/list/use-list.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { Reason } from '../../lib/record/reason.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';
import { DeliveryBadge } from './webhook-badges.js';
import { eventWord } from './webhook-words.js';

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
          {eventWord(eventType)}
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
      {lastProblem === null ? lastStatus !== null && texts.status(lastStatus) : <Reason isShort>{lastProblem}</Reason>}
      {nextAttemptAt !== null && (
        <span className="block text-sm text-ink-soft">{texts.nextAttempt(formatMoment(nextAttemptAt))}</span>
      )}
    </>
  );
}

type State = WebhookDelivery['state'];

/** What was sent to a webhook, newest first. */
export function DeliveryLog({ webhook, state }: { webhook: Webhook; state: State | undefined }) {
  const list = useList('listWebhookDeliveries', { webhookId: webhook.id, state }, { pollMs: POLL_MS });
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
      label: id === undefined ? texts.allDeliveries : texts.deliveryStates[id],
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
  const [isAsking, setIsAsking] = useState(false);
  const isAllowed = useIsAllowed();
  const resend = useOperation('resendDeadWebhookDeliveries', {
    refreshes: ['listWebhooks', 'listWebhookDeliveries'],
    onSuccess: () => setIsAsking(false),
  });
  if (counts.dead === 0 || state === 'disabled' || !isAllowed('resendDeadWebhookDeliveries')) return null;
  return (
    <>
      <Button size="sm" onClick={() => setIsAsking(true)}>
        {texts.resendDead(counts.dead)}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.resendDeadTitle}
        question={texts.resendDeadQuestion(counts.dead)}
        action={texts.resend}
        tone="plain"
        isBusy={resend.isPending}
        error={resend.error}
        onConfirm={() => resend.mutate({ webhookId })}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
