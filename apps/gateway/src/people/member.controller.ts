import { Controller } from '@nestjs/common';
import { memberList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { MemberRepository } from './member.repository.js';

/** Answers services, not people. */
@Controller()
export class MemberController {
  constructor(private readonly members: MemberRepository) {}

  @Answers(memberList)
  list(
    _request: ParsedRequestOf<typeof memberList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof memberList>> {
    return this.members.list(organizationId);
  }
}
