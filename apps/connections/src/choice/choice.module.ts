import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { ApplicationInquiry } from './application-inquiry.service.js';
import { ChoiceController } from './choice.controller.js';
import { ChoiceService } from './choice.service.js';
import { ProposalService } from './proposal.service.js';
import { SettingsCheckService } from './settings-check.service.js';

/** What a setting may be, as the application lists it, and whether it fits what the application has. */
@Module({
  imports: [AccessModule, ConnectionModule],
  controllers: [ChoiceController],
  providers: [ApplicationInquiry, ChoiceService, ProposalService, SettingsCheckService],
})
export class ChoiceModule {}
