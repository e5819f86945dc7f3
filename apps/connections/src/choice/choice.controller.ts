import { Controller } from '@nestjs/common';
import {
  choiceList,
  proposalGet,
  settingsCheck,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { ChoiceService } from './choice.service.js';
import { ProposalService } from './proposal.service.js';
import { SettingsCheckService } from './settings-check.service.js';

@Controller()
export class ChoiceController {
  constructor(
    private readonly choices: ChoiceService,
    private readonly proposals: ProposalService,
    private readonly checks: SettingsCheckService,
  ) {}

  @Answers(choiceList)
  list(request: ParsedRequestOf<typeof choiceList>, context: MessageContext): Promise<ReplyOf<typeof choiceList>> {
    return this.choices.list(request, context);
  }

  @Answers(proposalGet)
  propose(request: ParsedRequestOf<typeof proposalGet>, context: MessageContext): Promise<ReplyOf<typeof proposalGet>> {
    return this.proposals.get(request, context);
  }

  @Answers(settingsCheck)
  check(
    request: ParsedRequestOf<typeof settingsCheck>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof settingsCheck>> {
    return this.checks.check(request, context);
  }
}
