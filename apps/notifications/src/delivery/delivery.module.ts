import { Module } from '@nestjs/common';
import { AlertModule } from '../alert/alert.module.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { DeliveryQueueRepository } from './delivery-queue.repository.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliverySenderService } from './delivery-sender.service.js';
import { DeliveryWorkerService } from './delivery-worker.service.js';
import { EventListenerService } from './event-listener.service.js';

/** From an event to the calls of the webhooks that want it. */
@Module({
  imports: [AlertModule],
  providers: [
    DeliveryMetrics,
    DeliveryQueueRepository,
    DeliveryRepository,
    DeliverySenderService,
    DeliveryWorkerService,
    EventListenerService,
  ],
  exports: [DeliveryRepository, DeliveryWorkerService],
})
export class DeliveryModule {}
