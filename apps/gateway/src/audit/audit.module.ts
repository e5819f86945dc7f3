import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.service.js';
import { AuditReader } from './audit-reader.service.js';
import { AuditRepository } from './audit.repository.js';
import { AuditedOperations } from './audited-operations.service.js';
import { AuthAudit } from './auth-audit.service.js';

/** Who did what: writing it down, and reading it. */
@Module({
  providers: [AuditLog, AuditReader, AuditRepository, AuditedOperations, AuthAudit],
  exports: [AuditLog, AuditReader, AuditRepository, AuditedOperations, AuthAudit],
})
export class AuditModule {}
