import { Controller } from '@nestjs/common';
import {
  integrationCreate,
  integrationDelete,
  integrationGet,
  integrationList,
  integrationUpdate,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { IntegrationService } from './integration.service.js';

@Controller()
export class IntegrationController {
  constructor(private readonly integrations: IntegrationService) {}

  @Answers(integrationCreate)
  create(
    request: ParsedRequestOf<typeof integrationCreate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationCreate>> {
    return this.integrations.create(request, context);
  }

  @Answers(integrationList)
  async list(
    { connectionId }: ParsedRequestOf<typeof integrationList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationList>> {
    return { items: await this.integrations.list(connectionId, context) };
  }

  @Answers(integrationGet)
  get(
    { integrationId }: ParsedRequestOf<typeof integrationGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationGet>> {
    return this.integrations.get(integrationId, context);
  }

  @Answers(integrationUpdate)
  update(
    request: ParsedRequestOf<typeof integrationUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationUpdate>> {
    return this.integrations.update(request, context);
  }

  @Answers(integrationDelete)
  async remove(
    { integrationId }: ParsedRequestOf<typeof integrationDelete>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationDelete>> {
    await this.integrations.remove(integrationId, context);
    return {};
  }
}
