import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventStream } from './event-stream.service.js';

/** Live events for open pages. */
@Module({ imports: [AuthModule], providers: [EventStream], exports: [EventStream] })
export class EventsModule {}
