import { Controller } from '@nestjs/common';
import {
  draftCreate,
  draftDelete,
  draftGet,
  draftList,
  draftUpdate,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { DraftService } from './draft.service.js';

@Controller()
export class DraftController {
  constructor(private readonly drafts: DraftService) {}

  @Answers(draftList)
  async list(_request: ParsedRequestOf<typeof draftList>, context: MessageContext): Promise<ReplyOf<typeof draftList>> {
    return { items: await this.drafts.list(context) };
  }

  @Answers(draftCreate)
  create(_request: ParsedRequestOf<typeof draftCreate>, context: MessageContext): Promise<ReplyOf<typeof draftCreate>> {
    return this.drafts.create(context);
  }

  @Answers(draftGet)
  get({ draftId }: ParsedRequestOf<typeof draftGet>, context: MessageContext): Promise<ReplyOf<typeof draftGet>> {
    return this.drafts.get(draftId, context);
  }

  @Answers(draftUpdate)
  update(
    { draftId, ...change }: ParsedRequestOf<typeof draftUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof draftUpdate>> {
    return this.drafts.update(draftId, change, context);
  }

  @Answers(draftDelete)
  async remove(
    { draftId }: ParsedRequestOf<typeof draftDelete>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof draftDelete>> {
    await this.drafts.remove(draftId, context);
    return {};
  }
}
