import type { Webhook } from '@koppel/contracts';
import { Button, Dialog, Text } from '@koppel/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SecretField, webhookName } from '../../entities/webhook/webhook.js';
import { useOperation } from '../../shared/api/queries.js';
import { ConfirmDialog, DeleteButton } from '../../shared/page/confirm-dialog.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

/** What can be done with a webhook, as far as the person may. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const isAllowed = useIsAllowed();
  return (
    <>
      {isAllowed('testWebhook') && webhook.state === 'enabled' && <TestButton webhook={webhook} />}
      {isAllowed('updateWebhook') && <StateButton webhook={webhook} />}
      {isAllowed('rotateWebhookSecret') && <RotateButton webhook={webhook} />}
      {isAllowed('deleteWebhook') && <DeleteWebhook webhook={webhook} />}
    </>
  );
}

function TestButton({ webhook }: { webhook: Webhook }) {
  const test = useOperation('testWebhook', { refreshes: ['listWebhookDeliveries', 'listWebhooks'] });
  return (
    <div className="grid justify-items-end gap-1">
      <Button variant="primary" isBusy={test.isPending} onClick={() => test.mutate({ webhookId: webhook.id })}>
        {texts.test}
      </Button>
      <div role="status" className="empty:hidden">
        {test.isSuccess && <Text tone="soft">{texts.testSent}</Text>}
      </div>
      <ProblemAlert error={test.error} />
    </div>
  );
}

/** Enabling is done at once; disabling loses events, so it is asked for. */
function StateButton({ webhook: { id: webhookId, state } }: { webhook: Webhook }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const update = useOperation('updateWebhook', {
    refreshes: ['listWebhooks'],
    onSuccess: () => setIsConfirming(false),
  });
  const isEnabled = state === 'enabled';
  return (
    <>
      <Button
        variant={isEnabled ? 'secondary' : 'primary'}
        isBusy={update.isPending}
        onClick={() => (isEnabled ? setIsConfirming(true) : update.mutate({ webhookId, state: 'enabled' }))}
      >
        {isEnabled ? texts.disable : texts.enable}
      </Button>
      {!isConfirming && <ProblemAlert error={update.error} />}
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.disableTitle}
        question={texts.disableQuestion}
        action={texts.disable}
        isBusy={update.isPending}
        error={update.error}
        onConfirm={() => update.mutate({ webhookId, state: 'disabled' })}
        onClose={() => setIsConfirming(false)}
      />
    </>
  );
}

function RotateButton({ webhook }: { webhook: Webhook }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const rotate = useOperation('rotateWebhookSecret', { onSuccess: () => setIsConfirming(false) });
  const secret = rotate.data?.secret;
  return (
    <>
      <Button onClick={() => setIsConfirming(true)}>{texts.rotate}</Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.rotateTitle}
        question={texts.rotateQuestion}
        action={texts.rotateAction}
        tone="plain"
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate({ webhookId: webhook.id })}
        onClose={() => setIsConfirming(false)}
      />
      {secret !== undefined && (
        <Dialog
          isOpen
          onClose={rotate.reset}
          title={texts.rotate}
          closeLabel={texts.close}
          width="lg"
          footer={
            <Button variant="primary" onClick={rotate.reset}>
              {texts.secretKept}
            </Button>
          }
        >
          <SecretField secret={secret} />
        </Dialog>
      )}
    </>
  );
}

function DeleteWebhook({ webhook }: { webhook: Webhook }) {
  const navigate = useNavigate();
  const remove = useOperation('deleteWebhook', {
    refreshes: ['listWebhooks'],
    onSuccess: () => void navigate({ to: '/webhooks' }),
  });
  return (
    <DeleteButton
      label={texts.delete}
      title={texts.deleteTitle(webhookName(webhook))}
      question={texts.deleteQuestion}
      isBusy={remove.isPending}
      error={remove.error}
      onDelete={() => remove.mutate({ webhookId: webhook.id })}
    />
  );
}
