import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { Forwarder } from './forwarder.service.js';

/** What is passed on to the services behind. */
@Module({ imports: [AuthModule], providers: [Forwarder] })
export class ForwardModule {}
