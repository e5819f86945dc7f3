import type { Run } from '@koppel/contracts';
import { Button, ChoiceCards, Dialog, Stack, Text } from '@koppel/ui';
import { useNavigate } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useOperation } from '../../lib/api/queries.js';
import { flowTitleOfRun } from '../../lib/flow/flow-title.js';
import { ConfirmDialog } from '../../lib/page/confirm-dialog.js';
import { ProblemAlert } from '../../lib/page/problem-alert.js';
import { isActive } from '../../lib/run/run-state.js';
import { useIsAllowed } from '../../lib/session/permission.js';
import { texts } from './texts.js';

/** What can be done with a run: cancel it while it is under way, run its flow again once it has ended. */
export function RunActions({ run }: { run: Run }) {
  const isAllowed = useIsAllowed();
  if (isActive(run)) return isAllowed('cancelRun') ? <CancelRun run={run} /> : null;
  return isAllowed('startRun') ? <RunAgain run={run} /> : null;
}

function CancelRun({ run }: { run: Run }) {
  const [isAsking, setIsAsking] = useState(false);
  const cancel = useOperation('cancelRun', {
    refreshes: ['getRun', 'listRuns', 'listRunLog', 'listFlowSummaries'],
    onSuccess: () => setIsAsking(false),
  });
  return (
    <div className="grid justify-items-end gap-1">
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {texts.cancel}
      </Button>
      <div role="status">{cancel.isSuccess && <Text tone="soft">{texts.cancelling}</Text>}</div>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.cancelTitle(flowTitleOfRun(run))}
        question={texts.cancelQuestion}
        action={texts.cancel}
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({ runId: run.id })}
        onClose={() => setIsAsking(false)}
      />
    </div>
  );
}

const choices = [
  { value: 'changes', title: texts.changes, description: texts.changesHelp },
  { value: 'fromStart', title: texts.fromStart, description: texts.fromStartHelp },
];

function RunAgain({ run }: { run: Run }) {
  const [isAsking, setIsAsking] = useState(false);
  const [choice, setChoice] = useState('changes');
  const navigate = useNavigate();
  const start = useOperation('startRun', {
    refreshes: ['listRuns', 'listFlowSummaries'],
    onSuccess: ({ id }) => void navigate({ to: '/runs/$runId', params: { runId: id } }),
  });
  const footer = (
    <>
      <Button onClick={() => setIsAsking(false)}>{texts.close}</Button>
      <Button
        variant="primary"
        isBusy={start.isPending}
        onClick={() => start.mutate({ flowId: run.flowId, fromStart: choice === 'fromStart' })}
      >
        {texts.start}
      </Button>
    </>
  );
  return (
    <>
      <Button icon={<RotateCw aria-hidden className="size-4" />} onClick={() => setIsAsking(true)}>
        {texts.again}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={texts.againTitle(flowTitleOfRun(run))}
        closeLabel={texts.close}
        width="lg"
        footer={footer}
      >
        <Stack>
          <ChoiceCards label={texts.againHow} choices={choices} value={choice} onChange={setChoice} />
          <ProblemAlert error={start.error} />
        </Stack>
      </Dialog>
    </>
  );
}
