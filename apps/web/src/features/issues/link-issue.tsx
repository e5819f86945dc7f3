import { foundTarget, type Issue } from '@koppel/contracts';
import { Button } from '@koppel/ui';
import { useState } from 'react';
import { useOperation } from '../../shared/api/queries.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { touchedByRetry } from './issue-actions.js';
import { texts } from './texts.js';

/** Says that the record which was found at the target is this one, after asking; nothing where none was found. */
export function LinkIssue({ issue, onLinked }: { issue: Issue; onLinked: (runId: string) => void }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const link = useOperation('linkIssue', {
    refreshes: touchedByRetry,
    onSuccess: ({ run }) => {
      setIsConfirming(false);
      onLinked(run.id);
    },
  });
  const found = foundTarget(issue);
  if (!found) return null;
  const key = issue.naturalKey || issue.sourceKey;
  return (
    <>
      <Button onClick={() => setIsConfirming(true)} aria-label={texts.linkNamed(key)}>
        {texts.link}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        tone="plain"
        title={texts.linkTitle(key)}
        question={texts.linkQuestion(found.number ?? found.key)}
        action={texts.link}
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
