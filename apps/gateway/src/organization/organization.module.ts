import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { OrganizationDeletionRepository } from './organization-deletion.repository.js';
import { OrganizationDeletionService } from './organization-deletion.service.js';
import { OrganizationRouter } from './organization.router.js';

/** The end of an organization. */
@Module({
  imports: [AuditModule, AuthModule],
  providers: [OrganizationDeletionRepository, OrganizationDeletionService, OrganizationRouter],
  exports: [OrganizationRouter],
})
export class OrganizationModule {}
