import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { GrantModule } from '../access/grant.module.js';
import { ConnectionTestModule } from '../connection-test/connection-test.module.js';
import { ConnectionModule } from '../connection/connection.module.js';
import { AttemptRepository } from './attempt.repository.js';
import { AuthorizationPages } from './authorization-pages.service.js';
import { AuthorizationController } from './authorization.controller.js';
import { AuthorizationService } from './authorization.service.js';
import { KeyApprovalController } from './key-approval.controller.js';
import { KeyApprovalService } from './key-approval.service.js';

/** How a connection gets its first access at the application itself: the OAuth dance, or keys that a person approves. */
@Module({
  imports: [AccessModule, ConnectionModule, ConnectionTestModule, GrantModule],
  controllers: [AuthorizationController, KeyApprovalController],
  providers: [AttemptRepository, AuthorizationPages, AuthorizationService, KeyApprovalService],
})
export class AuthorizationModule {}
