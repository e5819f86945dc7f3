import { Controller } from '@nestjs/common';
import { accessGet, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { AccessService } from './access.service.js';

@Controller()
export class AccessController {
  constructor(private readonly access: AccessService) {}

  @Answers(accessGet)
  async get(
    request: ParsedRequestOf<typeof accessGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof accessGet>> {
    const { connection, credentials, epoch, expiresAt } = await this.access.get({ ...request, organizationId });
    const { applicationId, fields } = connection;
    const hookSecret = await this.access.hookSecretOf(connection);
    const expires = expiresAt?.toISOString() ?? null;
    return { applicationId, fields, credentials, epoch, expiresAt: expires, ...(hookSecret && { hookSecret }) };
  }
}
