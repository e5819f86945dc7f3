import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrganizationModule } from '../organization/organization.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ApiRouter } from './api.router.js';
import { CallLimits } from './call-limits.service.js';

/** The REST API: the operations of the contracts. */
@Module({ imports: [AuthModule, EventsModule, OrganizationModule, PeopleModule], providers: [ApiRouter, CallLimits] })
export class ApiModule {}
