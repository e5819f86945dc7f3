import { Controller } from '@nestjs/common';
import { organizationLedgerDelete, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { DeletedOrganizationRepository } from './deleted-organization.repository.js';

@Controller()
export class OrganizationController {
  constructor(private readonly organizations: DeletedOrganizationRepository) {}

  @Answers(organizationLedgerDelete)
  remove(
    _request: ParsedRequestOf<typeof organizationLedgerDelete>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof organizationLedgerDelete>> {
    return this.organizations.delete(organizationId);
  }
}
