import { Controller } from '@nestjs/common';
import { choiceList, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { ChoiceService } from './choice.service.js';

@Controller()
export class ChoiceController {
  constructor(private readonly choices: ChoiceService) {}

  @Answers(choiceList)
  list(request: ParsedRequestOf<typeof choiceList>, context: MessageContext): Promise<ReplyOf<typeof choiceList>> {
    return this.choices.list(request, context);
  }
}
