import { Controller } from '@nestjs/common';
import { choiceList, settingsCheck, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { ChoiceService } from './choice.service.js';
import { SettingsCheckService } from './settings-check.service.js';

@Controller()
export class ChoiceController {
  constructor(
    private readonly choices: ChoiceService,
    private readonly checks: SettingsCheckService,
  ) {}

  @Answers(choiceList)
  list(request: ParsedRequestOf<typeof choiceList>, context: MessageContext): Promise<ReplyOf<typeof choiceList>> {
    return this.choices.list(request, context);
  }

  @Answers(settingsCheck)
  check(
    request: ParsedRequestOf<typeof settingsCheck>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof settingsCheck>> {
    return this.checks.check(request, context);
  }
}
