import { Module } from '@nestjs/common';
import { EventCopyService } from './event-copy.service.js';

/** The events, for services of others. */
@Module({ providers: [EventCopyService] })
export class EventCopyModule {}
