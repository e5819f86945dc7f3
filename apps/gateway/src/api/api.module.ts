import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../api-key/api-key.module.js';
import { ApiKeyRouter } from '../api-key/api-key.router.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditRouter } from '../audit/audit.router.js';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { OrganizationModule } from '../organization/organization.module.js';
import { OrganizationSummaryRouter } from '../organization/organization-summary.router.js';
import { OrganizationSummaryService } from '../organization/organization-summary.service.js';
import { SignInRulesRepository } from '../organization/sign-in-rules.repository.js';
import { SignInRulesRouter } from '../organization/sign-in-rules.router.js';
import { SignInRulesService } from '../organization/sign-in-rules.service.js';
import { PeopleModule } from '../people/people.module.js';
import { ApiRouter } from './api.router.js';
import { Callers } from './caller.service.js';
import { CallLimits } from './call-limits.service.js';
import { OwnOperations } from './own-operations.service.js';

/** The REST API: the operations of the contracts. */
@Module({
  imports: [ApiKeyModule, AuditModule, AuthModule, EventsModule, OrganizationModule, PeopleModule],
  providers: [
    ...[ApiKeyRouter, ApiRouter, AuditRouter, Callers, CallLimits, OwnOperations],
    ...[OrganizationSummaryRouter, OrganizationSummaryService],
    ...[SignInRulesRepository, SignInRulesRouter, SignInRulesService],
  ],
})
export class ApiModule {}
