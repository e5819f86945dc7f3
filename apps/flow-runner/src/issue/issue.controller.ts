import { Controller } from '@nestjs/common';
import {
  issueCauseList,
  issueEdit,
  issueGet,
  issueLink,
  issueList,
  issueRetry,
  issueRetryMany,
  issueSkip,
  issueSkipMany,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { IssueEditorService } from './issue-editor.service.js';
import { IssueLinkService } from './issue-link.service.js';
import { IssueService } from './issue.service.js';

@Controller()
export class IssueController {
  constructor(
    private readonly issues: IssueService,
    private readonly editor: IssueEditorService,
    private readonly linker: IssueLinkService,
  ) {}

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

  @Answers(issueLink)
  link({ issueId }: ParsedRequestOf<typeof issueLink>, context: MessageContext): Promise<ReplyOf<typeof issueLink>> {
    return this.linker.link(issueId, context);
  }

  @Answers(issueSkip)
  skip({ issueId }: ParsedRequestOf<typeof issueSkip>, context: MessageContext): Promise<ReplyOf<typeof issueSkip>> {
    return this.issues.skip(issueId, context);
  }

  @Answers(issueEdit)
  edit(request: ParsedRequestOf<typeof issueEdit>, context: MessageContext): Promise<ReplyOf<typeof issueEdit>> {
    return this.editor.edit(request, context);
  }

  @Answers(issueCauseList)
  causes(
    request: ParsedRequestOf<typeof issueCauseList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof issueCauseList>> {
    return this.issues.causes(request, context);
  }

  @Answers(issueRetryMany)
  retryMany(
    { selection }: ParsedRequestOf<typeof issueRetryMany>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof issueRetryMany>> {
    return this.issues.retryMany(selection, context);
  }

  @Answers(issueSkipMany)
  skipMany(
    { selection }: ParsedRequestOf<typeof issueSkipMany>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof issueSkipMany>> {
    return this.issues.skipMany(selection, context);
  }
}
