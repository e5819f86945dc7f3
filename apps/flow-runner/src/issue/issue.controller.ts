import { Controller } from '@nestjs/common';
import {
  issueGet,
  issueList,
  issueRetry,
  issueSkip,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { IssueService } from './issue.service.js';

@Controller()
export class IssueController {
  constructor(private readonly issues: IssueService) {}

  @Answers(issueList)
  list(request: ParsedRequestOf<typeof issueList>, context: MessageContext): Promise<ReplyOf<typeof issueList>> {
    return this.issues.list(request, context);
  }

  @Answers(issueGet)
  get({ issueId }: ParsedRequestOf<typeof issueGet>, context: MessageContext): Promise<ReplyOf<typeof issueGet>> {
    return this.issues.get(issueId, context);
  }

  @Answers(issueRetry)
  retry({ issueId }: ParsedRequestOf<typeof issueRetry>, context: MessageContext): Promise<ReplyOf<typeof issueRetry>> {
    return this.issues.retry(issueId, context);
  }

  @Answers(issueSkip)
  skip({ issueId }: ParsedRequestOf<typeof issueSkip>, context: MessageContext): Promise<ReplyOf<typeof issueSkip>> {
    return this.issues.skip(issueId, context);
  }
}
