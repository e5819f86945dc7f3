import { Controller } from '@nestjs/common';
import {
  packageUpdateApply,
  packageUpdateList,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { CurrentSettings } from '../offer/current-settings.service.js';
import { PackageUpdateService } from './package-update.service.js';

@Controller()
export class PackageUpdateController {
  constructor(
    private readonly updates: PackageUpdateService,
    private readonly current: CurrentSettings,
  ) {}

  @Answers(packageUpdateList)
  async list(
    { integrationId }: ParsedRequestOf<typeof packageUpdateList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof packageUpdateList>> {
    return { items: await this.updates.list(integrationId, context) };
  }

  @Answers(packageUpdateApply)
  async apply(
    request: ParsedRequestOf<typeof packageUpdateApply>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof packageUpdateApply>> {
    return this.current.ofIntegration(await this.updates.apply(request, context), context);
  }
}
