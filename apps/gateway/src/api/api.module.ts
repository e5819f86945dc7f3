import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { ApiRouter } from './api.router.js';

/** The REST API: the operations of the contracts. */
@Module({ imports: [AuthModule, EventsModule], providers: [ApiRouter] })
export class ApiModule {}
