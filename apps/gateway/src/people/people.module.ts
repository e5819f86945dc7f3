import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { InvitationService } from './invitation.service.js';
import { PeopleRouter } from './people.router.js';

/** People who have no account yet. */
@Module({ imports: [AuthModule], providers: [InvitationService, PeopleRouter], exports: [PeopleRouter] })
export class PeopleModule {}
