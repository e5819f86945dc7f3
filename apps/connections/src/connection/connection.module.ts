import { Module } from '@nestjs/common';
import { GrantModule } from '../access/grant.module.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionMetrics } from './connection.metrics.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionService } from './connection.service.js';
import { Credentials } from './credentials.service.js';

/** Connections, their fields, secrets and states. */
@Module({
  imports: [GrantModule],
  controllers: [ConnectionController],
  providers: [ConnectionMetrics, ConnectionRepository, ConnectionService, Credentials],
  exports: [ConnectionRepository, Credentials],
})
export class ConnectionModule {}
