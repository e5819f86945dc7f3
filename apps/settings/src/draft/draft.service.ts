import { Injectable } from '@nestjs/common';
import {
  AppError,
  draftIdSchema,
  idOfActor,
  type Draft,
  type DraftId,
  type DraftSummary,
  type MessageContext,
} from '@koppel/contracts';
import { Database } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { changeDraft, draftsPerPerson, maySee, seesAll, startDraft, type DraftChange } from './draft.js';
import { DraftRepository } from './draft.repository.js';

/** Wizards that were begun and not finished. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftRepository,
  ) {}

  list(context: MessageContext): Promise<DraftSummary[]> {
    return this.database.forOrganization(context.organizationId, (transaction) =>
      this.drafts.list(transaction, seesAll(context) ? undefined : idOfActor(context)),
    );
  }

  create(context: MessageContext): Promise<Draft> {
    return this.database.forOrganization(context.organizationId, async (transaction) => {
      const draft = startDraft(draftIdSchema.parse(randomUUID()), context);
      await this.drafts.save(transaction, draft, context.organizationId);
      await this.drafts.keepNewest(transaction, draft.startedBy, draftsPerPerson);
      return draft;
    });
  }

  get(draftId: DraftId, context: MessageContext): Promise<Draft> {
    return this.database.forOrganization(context.organizationId, async (transaction) =>
      visible(await this.drafts.find(transaction, draftId), context),
    );
  }

  update(draftId: DraftId, change: DraftChange, context: MessageContext): Promise<Draft> {
    return this.database.forOrganization(context.organizationId, async (transaction) => {
      const draft = changeDraft(visible(await this.drafts.findForChange(transaction, draftId), context), change);
      await this.drafts.save(transaction, draft, context.organizationId);
      return draft;
    });
  }

  async remove(draftId: DraftId, context: MessageContext): Promise<void> {
    await this.database.forOrganization(context.organizationId, async (transaction) => {
      visible(await this.drafts.find(transaction, draftId), context);
      await this.drafts.remove(transaction, draftId);
    });
  }
}

function visible(draft: Draft | undefined, context: MessageContext): Draft {
  if (draft && maySee(draft, context)) return draft;
  throw new AppError(
    'draft.not_found',
    'This wizard is no longer there: it was finished, given up, or not used for 30 days. Begin a new one; saved connections are still there.',
  );
}
