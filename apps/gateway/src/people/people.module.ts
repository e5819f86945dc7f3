import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { InvitationService } from './invitation.service.js';
import { PeopleRouter } from './people.router.js';

/** People who have no account yet. */
@Module({ imports: [AuditModule, AuthModule], providers: [InvitationService, PeopleRouter], exports: [PeopleRouter] })
export class PeopleModule {}
