import type { FlowId, FlowWebhooks } from '@koppel/contracts';
import { Alert, Button, Card, CopyField, Disclosure, Field, Stack, Text } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery, useOperation } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { QueryView } from '../../shared/page/query-view.js';
import { reasonText } from '../../shared/page/reason.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

const route = getRouteApi('/console/integrations/$integrationId/flows/$flowId');
/** Koppel makes them within moments. */
const pendingRefetchMs = 3_000;

/** How a flow hears of changes at once: the webhooks that Koppel made, and the address that they call. */
export function HookPart() {
  const flowId = route.useParams().flowId as FlowId;
  const hook = useQuery({
    ...apiQuery('getFlowHook', { flowId }),
    refetchInterval: ({ state }) => state.data?.webhooks.state === 'pending' && pendingRefetchMs,
  });
  return (
    <Card title={texts.hook} description={texts.hookHelp}>
      <QueryView query={hook}>
        {({ url, webhooks }) => (
          <Stack>
            <Webhooks webhooks={webhooks} />
            <Field label={texts.hookAddress} help={texts.hookSecret}>
              <CopyField value={url} copyLabel={texts.copy} copiedLabel={texts.copied} />
            </Field>
            <ReissueButton flowId={flowId} />
          </Stack>
        )}
      </QueryView>
    </Card>
  );
}

function Webhooks({ webhooks }: { webhooks: FlowWebhooks }) {
  const { state, application, topics, reason, repairedAt, refusedAt } = webhooks;
  return (
    <>
      {state === 'missing' ? (
        <Alert tone="warning" title={texts.hooksMissing(application)}>
          {reason ? reasonText(reason) : texts.hooksLater}
        </Alert>
      ) : (
        <Alert tone={state === 'made' ? 'good' : 'info'}>{sentenceOf(webhooks)}</Alert>
      )}
      {repairedAt !== null && <Text>{texts.hooksRepaired(application, formatMoment(repairedAt))}</Text>}
      {refusedAt !== null && <Alert tone="warning">{texts.hooksRefused(application, formatMoment(refusedAt))}</Alert>}
      {topics.length > 0 && (
        <Disclosure label={texts.hookTopics}>
          <Text tone="soft">{topics.join(', ')}</Text>
        </Disclosure>
      )}
    </>
  );
}

/** What a person reads of webhooks that nothing is wrong with. */
export function sentenceOf({
  state,
  application,
  topics,
}: Pick<FlowWebhooks, 'state' | 'application' | 'topics'>): string {
  if (state === 'made') return texts.hooksMade(topics.length, application);
  if (state === 'off') return texts.hooksOff(application);
  return state === 'pending' ? texts.hooksPending(application) : texts.hooksPolled(application);
}

function ReissueButton({ flowId }: { flowId: FlowId }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const isAllowed = useIsAllowed();
  const reissue = useOperation('reissueFlowHook', {
    refreshes: ['getFlowHook'],
    onSuccess: () => setIsConfirming(false),
  });
  if (!isAllowed('reissueFlowHook')) return null;
  return (
    <div>
      <Button onClick={() => setIsConfirming(true)}>{texts.reissue}</Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.reissueTitle}
        question={texts.reissueQuestion}
        action={texts.reissue}
        isBusy={reissue.isPending}
        error={reissue.error}
        onConfirm={() => reissue.mutate({ flowId })}
        onClose={() => setIsConfirming(false)}
      />
    </div>
  );
}
