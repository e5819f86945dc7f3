import { Controller } from '@nestjs/common';
import { organizationWebhooksDelete, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers, Database, deleteOrganizationRows } from '@koppel/service-kit';
import { Vault } from '@koppel/vault';

@Controller()
export class OrganizationController {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  @Answers(organizationWebhooksDelete)
  remove(
    _request: ParsedRequestOf<typeof organizationWebhooksDelete>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof organizationWebhooksDelete>> {
    this.vault.forget(organizationId);
    return deleteOrganizationRows(this.database, organizationId, { first: ['webhook_attempt', 'webhook_delivery'] });
  }
}
