import { Controller } from '@nestjs/common';
import { recordLinkList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { RecordLinkRepository } from './record-link.repository.js';

@Controller()
export class RecordLinkController {
  constructor(private readonly links: RecordLinkRepository) {}

  @Answers(recordLinkList)
  list(
    request: ParsedRequestOf<typeof recordLinkList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof recordLinkList>> {
    return this.links.list(context.organizationId, request);
  }
}
