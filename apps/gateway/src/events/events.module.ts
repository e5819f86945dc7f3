import { Module } from '@nestjs/common';
import { EventStream } from './event-stream.service.js';

/** Live events for open pages. */
@Module({ providers: [EventStream], exports: [EventStream] })
export class EventsModule {}
