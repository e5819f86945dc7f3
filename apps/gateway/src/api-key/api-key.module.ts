import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { ApiKeyService } from './api-key.service.js';

/** Keys by which programs call the API. */
@Module({ imports: [AuditModule, AuthModule], providers: [ApiKeyRepository, ApiKeyService], exports: [ApiKeyService] })
export class ApiKeyModule {}
