import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { EventStream } from './event-stream.service.js';

/** Live events for open pages. */
@Module({ imports: [ApiKeyModule, AuthModule], providers: [EventStream], exports: [EventStream] })
export class EventsModule {}
