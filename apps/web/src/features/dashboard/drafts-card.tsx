import type { Application, DraftSummary } from '@koppel/contracts';
import { Button, Card, Row } from '@koppel/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { applicationsQuery } from '../../entities/application/application.js';
import { useOperation } from '../../shared/api/queries.js';
import { formatMoment } from '../../shared/format/format.js';
import { ConfirmDialog } from '../../shared/page/confirm-dialog.js';
import { draftTitle } from './dashboard.js';
import { texts } from './texts.js';

/** Drafts of the wizard that can be continued. */
export default function DraftsCard({ drafts }: { drafts: DraftSummary[] }) {
  const applications = useQuery(applicationsQuery());
  return (
    <Card title={texts.drafts} tone="brand">
      <ul className="grid gap-4">
        {drafts.map((draft) => (
          <DraftLine key={draft.id} draft={draft} applications={applications.data?.items ?? []} />
        ))}
      </ul>
    </Card>
  );
}

function DraftLine({ draft, applications }: { draft: DraftSummary; applications: Application[] }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const discard = useOperation('deleteDraft', { refreshes: ['listDrafts'] });
  const title = draftTitle(draft, applications);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <p className="font-medium break-words">{title}</p>
        <p className="text-sm text-ink-soft">
          {`${texts.draftSteps[draft.step]}, ${texts.draftMoment(formatMoment(draft.updatedAt))}`}
        </p>
      </div>
      <Row>
        <Button size="sm" variant="quiet" aria-label={texts.discardNamed(title)} onClick={() => setIsConfirming(true)}>
          {texts.discard}
        </Button>
        <Button size="sm" variant="primary" asChild aria-label={texts.goOnNamed(title)}>
          <Link to={`/wizard/${draft.step}`} search={{ draft: draft.id }}>
            {texts.goOn}
          </Link>
        </Button>
      </Row>
      <ConfirmDialog
        isOpen={isConfirming}
        title={texts.discardTitle}
        question={texts.discardQuestion}
        action={texts.discard}
        isBusy={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate({ draftId: draft.id })}
        onClose={() => setIsConfirming(false)}
      />
    </li>
  );
}
