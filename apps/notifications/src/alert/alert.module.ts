import { Module } from '@nestjs/common';
import { RecipientModule } from '../notification/recipient.module.js';
import { AlertCheckRepository } from './alert-check.repository.js';
import { AlertCheckService } from './alert-check.service.js';
import { AlertRepository } from './alert.repository.js';

/** What is wrong in each organization. */
@Module({
  imports: [RecipientModule],
  providers: [AlertCheckRepository, AlertCheckService, AlertRepository],
  exports: [AlertCheckService],
})
export class AlertModule {}
