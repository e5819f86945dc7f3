import { Controller } from '@nestjs/common';
import {
  notificationPreferencesGet,
  notificationPreferencesUpdate,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { PreferenceService } from './preference.service.js';

@Controller()
export class PreferenceController {
  constructor(private readonly preferences: PreferenceService) {}

  @Answers(notificationPreferencesGet)
  get(
    _request: ParsedRequestOf<typeof notificationPreferencesGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof notificationPreferencesGet>> {
    return this.preferences.get(context);
  }

  @Answers(notificationPreferencesUpdate)
  update(
    request: ParsedRequestOf<typeof notificationPreferencesUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof notificationPreferencesUpdate>> {
    return this.preferences.update(request, context);
  }
}
