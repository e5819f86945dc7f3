import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { ChoiceController } from './choice.controller.js';
import { ChoiceService } from './choice.service.js';

/** What a setting may be, as the application lists it. */
@Module({
  imports: [AccessModule, ConnectionModule],
  controllers: [ChoiceController],
  providers: [ChoiceService],
})
export class ChoiceModule {}
