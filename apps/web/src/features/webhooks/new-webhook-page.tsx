import { Alert, Button, Card, Stack } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { SecretField, webhookName } from '../../entities/webhook/webhook.js';
import type { Reply } from '../../shared/api/call.js';
import { useOperation } from '../../shared/api/queries.js';
import { Page, Trail } from '../../shared/page/page.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';
import { WebhookForm, type WebhookInput } from './webhook-form.js';

/** What most want to hear: that something needs a person, or is done. */
const initial: WebhookInput = {
  url: '',
  description: '',
  eventTypes: [
    'flows.v1.run.completed',
    'flows.v1.run.failed',
    'flows.v1.issue.opened',
    'connections.v1.connection.changed',
  ],
};

export function NewWebhookPage() {
  const create = useOperation('createWebhook', { refreshes: ['listWebhooks'] });
  const isAllowed = useIsAllowed();
  const trail = (
    <Trail>
      <Link to="/webhooks">{texts.back}</Link>
    </Trail>
  );
  if (create.data) {
    return (
      // A page of its own: its heading takes the focus and tells what happened.
      <Page key="created" title={texts.createdTitle} description={webhookName(create.data.webhook)} trail={trail}>
        <Created {...create.data} />
      </Page>
    );
  }
  return (
    <Page key="form" title={texts.add} trail={trail}>
      {isAllowed('createWebhook') ? (
        <Card>
          <WebhookForm
            initial={initial}
            submitLabel={texts.create}
            isBusy={create.isPending}
            error={create.error}
            onSubmit={(input) => create.mutate(input)}
            aside={
              <Button asChild>
                <Link to="/webhooks">{texts.cancel}</Link>
              </Button>
            }
          />
        </Card>
      ) : (
        <Alert>{texts.onlyAdmins}</Alert>
      )}
    </Page>
  );
}

function Created({ webhook, secret }: Reply<'createWebhook'>) {
  return (
    <Card>
      <Stack gap="lg">
        <SecretField secret={secret} />
        <Button variant="primary" asChild>
          <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }}>
            {texts.toWebhook}
          </Link>
        </Button>
      </Stack>
    </Card>
  );
}
