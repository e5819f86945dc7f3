import type { Webhook } from '@koppel/contracts';
import { Alert, Card, Disclosure, EmptyState, Stack, Text } from '@koppel/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useOperation } from '../../lib/api/queries.js';
import { Page } from '../../lib/page/page.js';
import { QueryView } from '../../lib/page/query-view.js';
import { Trail } from '../../lib/page/trail.js';
import { Reason } from '../../lib/record/reason.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { DeliveryLog } from './delivery-log.js';
import { texts } from './texts.js';
import { useWebhook } from './use-webhook.js';
import { WebhookActions } from './webhook-actions.js';
import { WebhookBadge } from './webhook-badges.js';
import { WebhookForm } from './webhook-form.js';
import { webhookName } from './webhook-words.js';

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
                  {loaded.reason === null ? texts.disabledByPerson : <Reason>{loaded.reason}</Reason>}
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
