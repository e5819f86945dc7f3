import type { KoppelRecord, RecordAction } from '@koppel/contracts';
import { Alert, Button, Card, Row, Stack, TextLink } from '@koppel/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useOperation } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { ProblemAlert } from '../../shared/page/query-view.js';
import { useIsAllowed } from '../../shared/session/session.js';
import { texts } from './texts.js';

const refreshes = ['getRecord', 'searchRecords', 'listRecordLinks', 'listRuns', 'listIssues', 'getIssue'] as const;

export interface RecordActionsProps {
  record: KoppelRecord;
  /** It has a flow of its own, and is not only delivered along with other records. */
  isOfFlow: boolean;
  linkedByHand: RecordAction | undefined;
}

/** What a person can do with one record: deliver it again, or forget which record of the target belongs to it. */
export function RecordActions({ record, isOfFlow, linkedByHand }: RecordActionsProps) {
  const isAllowed = useIsAllowed();
  const deliver = useOperation('deliverRecord', { refreshes });
  if (!isAllowed('deliverRecord')) return null;
  const { flowId, entity, sourceKey, targetKey } = record;
  if (!isOfFlow && targetKey === null) return null;
  return (
    <Card title={texts.actionsTitle} description={isOfFlow ? texts.deliverHelp : texts.deliveredAlong}>
      <Stack gap="sm">
        <Row>
          {isOfFlow && (
            <Button isBusy={deliver.isPending} onClick={() => deliver.mutate({ flowId, entity, sourceKey })}>
              {texts.deliverAgain}
            </Button>
          )}
          {targetKey !== null && <Unlink record={record} targetNumber={linkedByHand?.targetNumber} />}
        </Row>
        <ProblemAlert error={deliver.error} />
        {deliver.data && (
          <Alert tone="good">
            {texts.deliveringAgain}{' '}
            <TextLink>
              <Link to="/runs/$runId" params={{ runId: deliver.data.id }}>
                {texts.followRun}
              </Link>
            </TextLink>
          </Alert>
        )}
      </Stack>
    </Card>
  );
}

function Unlink({ record, targetNumber }: { record: KoppelRecord; targetNumber: string | undefined }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const unlink = useOperation('unlinkRecord', { refreshes, onSuccess: () => setIsConfirming(false) });
  const { flowId, entity, sourceKey, naturalKey } = record;
  return (
    <>
      <Button onClick={() => setIsConfirming(true)}>{texts.unlink}</Button>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.unlinkTitle(naturalKey || sourceKey)}
        question={texts.unlinkQuestion(targetNumber)}
        action={texts.unlink}
        isBusy={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate({ flowId, entity, sourceKey })}
        onClose={() => setIsConfirming(false)}
      >
        <p>{texts.unlinkRisk}</p>
      </ConfirmDialog>
    </>
  );
}
