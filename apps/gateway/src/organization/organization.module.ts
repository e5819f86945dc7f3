import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { OrganizationDeletionRepository } from './organization-deletion.repository.js';
import { OrganizationDeletionService } from './organization-deletion.service.js';
import { OrganizationRouter } from './organization.router.js';

/** The end of an organization. */
@Module({
  imports: [AuthModule],
  providers: [OrganizationDeletionRepository, OrganizationDeletionService, OrganizationRouter],
  exports: [OrganizationRouter],
})
export class OrganizationModule {}
