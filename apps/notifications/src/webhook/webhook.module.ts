import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DeliveryLogService } from './delivery-log.service.js';
import { WebhookController } from './webhook.controller.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhookService } from './webhook.service.js';

/** Webhooks, and what people see and do of their deliveries. */
@Module({
  imports: [DeliveryModule],
  controllers: [WebhookController],
  providers: [DeliveryLogService, WebhookRepository, WebhookService],
})
export class WebhookModule {}
