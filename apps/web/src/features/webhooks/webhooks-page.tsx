import type { Webhook } from '@koppel/contracts';
import { Button, Card, type Column, EmptyState, Table, TextLink } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Webhook as WebhookIcon } from 'lucide-react';
import { WebhookBadge, webhookName } from '../../entities/webhook/webhook.js';
import { apiQuery } from '../../shared/api/queries.js';
import { formatCount } from '../../shared/format/format.js';
import { Page } from '../../shared/page/page.js';
import { QueryView } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

const POLL_MS = 10_000;

const columns: Column<Webhook>[] = [
  {
    id: 'webhook',
    header: texts.webhook,
    cell: (webhook) => (
      <>
        <TextLink>
          <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }}>
            {webhookName(webhook)}
          </Link>
        </TextLink>
        {webhook.description !== '' && <span className="block text-sm break-all text-ink-soft">{webhook.url}</span>}
      </>
    ),
  },
  { id: 'state', header: texts.state, cell: ({ state }) => <WebhookBadge state={state} /> },
  { id: 'events', header: texts.events, cell: ({ eventTypes }) => texts.eventCount(eventTypes.length) },
  { id: 'waiting', header: texts.waiting, align: 'end', cell: ({ counts }) => formatCount(counts.waiting) },
  { id: 'dead', header: texts.dead, align: 'end', cell: ({ counts }) => formatCount(counts.dead) },
];

export function WebhooksPage() {
  const webhooks = useQuery({ ...apiQuery('listWebhooks', {}), refetchInterval: POLL_MS });
  const isAllowed = useIsAllowed();
  const add = isAllowed('createWebhook') && (
    <Button variant="primary" asChild>
      <Link to="/webhooks/new">{texts.add}</Link>
    </Button>
  );
  const hasSome = webhooks.data !== undefined && webhooks.data.items.length > 0;
  return (
    <Page title={texts.title} description={texts.introduction} actions={hasSome && add}>
      <QueryView query={webhooks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<WebhookIcon aria-hidden className="size-10" />} title={texts.noneTitle} actions={add}>
              {texts.none}
            </EmptyState>
          ) : (
            <Card>
              <Table caption={texts.title} columns={columns} rows={items} rowKey={({ id }) => id} />
            </Card>
          )
        }
      </QueryView>
    </Page>
  );
}
