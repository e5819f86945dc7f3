import { Controller } from '@nestjs/common';
import {
  organizationConnectionsDelete,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers, Database, deleteOrganizationRows } from '@koppel/service-kit';
import { Vault } from '@koppel/vault';
import { RevocationService } from '../access/revocation.service.js';

@Controller()
export class OrganizationController {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly revocations: RevocationService,
  ) {}

  /** Without its data key nothing of an organization can be opened any more, wherever a copy of a row still is. */
  @Answers(organizationConnectionsDelete)
  async remove(
    _request: ParsedRequestOf<typeof organizationConnectionsDelete>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof organizationConnectionsDelete>> {
    const { isDone, notRevoked } = await this.revocations.revokeAll(organizationId);
    if (!isDone) return { deletedRows: 0, isDone, notRevoked };
    this.vault.forget(organizationId);
    return { ...(await deleteOrganizationRows(this.database, organizationId, { first: ['data_key'] })), notRevoked };
  }
}
