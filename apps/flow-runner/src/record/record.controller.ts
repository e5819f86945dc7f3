import { Controller } from '@nestjs/common';
import {
  recordAttemptGet,
  recordDeliver,
  recordGet,
  recordLinkList,
  recordSearch,
  recordUnlink,
  runRecordList,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { RecordActionService } from './record-action.service.js';
import { RecordSearchRepository } from './record-search.repository.js';
import { RecordRepository } from './record.repository.js';
import { RecordService } from './record.service.js';

@Controller()
export class RecordController {
  constructor(
    private readonly records: RecordService,
    private readonly searches: RecordSearchRepository,
    private readonly ledger: RecordRepository,
    private readonly actions: RecordActionService,
  ) {}

  @Answers(recordSearch)
  search(
    request: ParsedRequestOf<typeof recordSearch>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof recordSearch>> {
    return this.searches.search(organizationId, request);
  }

  @Answers(recordGet)
  get(request: ParsedRequestOf<typeof recordGet>, context: MessageContext): Promise<ReplyOf<typeof recordGet>> {
    return this.records.get(request, context);
  }

  @Answers(recordUnlink)
  unlink(
    request: ParsedRequestOf<typeof recordUnlink>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof recordUnlink>> {
    return this.actions.unlink(request, context);
  }

  @Answers(recordDeliver)
  deliver(
    request: ParsedRequestOf<typeof recordDeliver>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof recordDeliver>> {
    return this.actions.deliver(request, context);
  }

  @Answers(recordAttemptGet)
  attempt(
    request: ParsedRequestOf<typeof recordAttemptGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof recordAttemptGet>> {
    return this.records.attempt(request, context);
  }

  @Answers(recordLinkList)
  listLinks(
    request: ParsedRequestOf<typeof recordLinkList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof recordLinkList>> {
    return this.ledger.links(organizationId, request);
  }

  @Answers(runRecordList)
  ofRun(
    request: ParsedRequestOf<typeof runRecordList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof runRecordList>> {
    return this.records.ofRun(request, context);
  }
}
