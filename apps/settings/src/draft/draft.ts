import { AppError, idOfActor, type Draft, type DraftId, type MessageContext } from '@koppel/contracts';

/** A person keeps so many wizards; beginning another ends the one unused for longest. */
export const draftsPerPerson = 20;
/** A draft that nobody looked at for so long is given up. */
export const unusedForDays = 30;
const largestValuesBytes = 64 * 1024;

export type DraftChange = Partial<
  Pick<Draft, 'step' | 'applicationIds' | 'connectionIds' | 'integrationId' | 'values'>
>;

/** A wizard at its first step. */
export function startDraft(id: DraftId, context: MessageContext): Draft {
  const now = new Date().toISOString();
  return {
    id,
    step: 'welcome',
    applicationIds: [null, null],
    connectionIds: [null, null],
    integrationId: null,
    values: {},
    startedBy: idOfActor(context),
    createdAt: now,
    updatedAt: now,
  };
}

/** @throws AppError `request.invalid` when more was typed than a draft may hold */
export function changeDraft(draft: Draft, change: DraftChange): Draft {
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const changed: Draft = { ...draft, ...said, updatedAt: new Date().toISOString() };
  if (Buffer.byteLength(JSON.stringify(changed.values)) > largestValuesBytes) {
    throw new AppError(
      'request.invalid',
      'More was typed than an unfinished wizard can keep (64 kB), so it was not saved. Save the form, or shorten what you typed.',
      { problems: [{ path: 'values', code: 'field.too_many_kilobytes', params: { kilobytes: 64 } }] },
    );
  }
  return changed;
}

/** Own drafts; whoever may set up integrations also sees those of the others, to take them over. */
export function maySee(draft: Draft, context: MessageContext): boolean {
  return draft.startedBy === idOfActor(context) || seesAll(context);
}

export function seesAll({ actor }: MessageContext): boolean {
  return actor.kind !== 'service' && (actor.role === 'owner' || actor.role === 'admin');
}
