import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { Forwarder } from './forwarder.service.js';

/** What is passed on to the services behind. */
@Module({ imports: [AuditModule, AuthModule], providers: [Forwarder] })
export class ForwardModule {}
