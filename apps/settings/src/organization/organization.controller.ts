import { Controller } from '@nestjs/common';
import { organizationSettingsDelete, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers, Database, deleteOrganizationRows } from '@koppel/service-kit';

@Controller()
export class OrganizationController {
  constructor(private readonly database: Database) {}

  @Answers(organizationSettingsDelete)
  remove(
    _request: ParsedRequestOf<typeof organizationSettingsDelete>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof organizationSettingsDelete>> {
    return deleteOrganizationRows(this.database, organizationId);
  }
}
