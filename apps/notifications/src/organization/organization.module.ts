import { Module } from '@nestjs/common';
import { OrganizationController } from './organization.controller.js';

/** The end of an organization. */
@Module({ controllers: [OrganizationController] })
export class OrganizationModule {}
