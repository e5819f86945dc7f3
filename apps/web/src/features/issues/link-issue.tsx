import { foundTarget, type Issue } from '@koppel/contracts';
import { Button } from '@koppel/ui';
import { useState } from 'react';
import { useOperation } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { touchedByRetry } from './issue-actions.js';
import { linkActionOf, type StartedRun } from './issue-progress.js';
import { texts } from './texts.js';

/** Says that what stands at the target is this record, or is as it should be now, after asking; nothing where nothing stands there. */
export function LinkIssue({ issue, onLinked }: { issue: Issue; onLinked: (run: StartedRun) => void }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const link = useOperation('linkIssue', {
    refreshes: touchedByRetry,
    onSuccess: ({ run }) => {
      setIsConfirming(false);
      onLinked({ runId: run.id, action: linkActionOf(issue) });
    },
  });
  const found = foundTarget(issue);
  if (!found) return null;
  const key = issue.naturalKey || issue.sourceKey;
  const { action, named, title, question } = found.isOurs ? texts.done : texts.link;
  return (
    <>
      <Button onClick={() => setIsConfirming(true)} aria-label={named(key)}>
        {action}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        tone="plain"
        title={title(key)}
        question={question(found.number ?? found.key)}
        action={action}
        isBusy={link.isPending}
        error={link.error}
        onConfirm={() => link.mutate({ issueId: issue.id })}
        onClose={() => setIsConfirming(false)}
      />
    </>
  );
}

/** The ways out where something stands at the target under the same key. */
export function FoundAtTarget() {
  const { same, prefix, edit, skip } = texts.foundWays;
  return (
    <ul className="list-disc pl-5">
      {[same, prefix, edit, skip].map((way) => (
        <li key={way}>{way}</li>
      ))}
    </ul>
  );
}
