import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { ConnectionTestController } from './connection-test.controller.js';
import { ConnectionTest } from './connection-test.service.js';

/** Tests of connections by their connectors. */
@Module({
  imports: [AccessModule, ConnectionModule],
  controllers: [ConnectionTestController],
  providers: [ConnectionTest],
  exports: [ConnectionTest],
})
export class ConnectionTestModule {}
