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
import { CurrentSettings } from '../offer/current-settings.service.js';
import { IntegrationService } from './integration.service.js';

@Controller()
export class IntegrationController {
  constructor(
    private readonly integrations: IntegrationService,
    private readonly current: CurrentSettings,
  ) {}

  @Answers(integrationCreate)
  create(
    request: ParsedRequestOf<typeof integrationCreate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationCreate>> {
    return this.integrations.create(request, context);
  }

  @Answers(integrationList)
  async list(
    request: ParsedRequestOf<typeof integrationList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationList>> {
    const { items, next } = await this.integrations.list(request, context);
    return { items: await Promise.all(items.map((item) => this.current.ofIntegration(item, context))), next };
  }

  @Answers(integrationGet)
  async get(
    { integrationId }: ParsedRequestOf<typeof integrationGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationGet>> {
    return this.current.ofIntegration(await this.integrations.get(integrationId, context), context);
  }

  @Answers(integrationUpdate)
  async update(
    request: ParsedRequestOf<typeof integrationUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof integrationUpdate>> {
    return this.current.ofIntegration(await this.integrations.update(request, context), context);
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
