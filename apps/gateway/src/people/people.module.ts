import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { InvitationService } from './invitation.service.js';
import { MemberController } from './member.controller.js';
import { MemberRepository } from './member.repository.js';
import { PeopleRouter } from './people.router.js';

/** People who have no account yet, and who works where. */
@Module({
  imports: [AuditModule, AuthModule],
  controllers: [MemberController],
  providers: [InvitationService, MemberRepository, PeopleRouter],
  exports: [PeopleRouter],
})
export class PeopleModule {}
