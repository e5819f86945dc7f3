import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { GrantModule } from '../access/grant.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { AttemptRepository } from './attempt.repository.js';
import { AuthorizationController } from './authorization.controller.js';
import { AuthorizationService } from './authorization.service.js';

/** The OAuth dance that gives a connection its first access. */
@Module({
  imports: [AccessModule, ConnectionModule, GrantModule],
  controllers: [AuthorizationController],
  providers: [AttemptRepository, AuthorizationService],
})
export class AuthorizationModule {}
