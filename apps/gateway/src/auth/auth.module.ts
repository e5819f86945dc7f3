import { Module } from '@nestjs/common';
import { Database, SERVICE_CONFIG } from '@koppel/service-kit';
import { AuditModule } from '../audit/audit.module.js';
import { AuthAudit } from '../audit/auth-audit.service.js';
import { AccountMails } from './account-mails.service.js';
import { AUTH, createAuth } from './auth.provider.js';
import { FirstAccount } from './first-account.service.js';
import { PasswordCheck } from './password-check.service.js';
import { SessionService } from './session.service.js';

/** Accounts, sessions and who is signed in. */
@Module({
  imports: [AuditModule],
  providers: [
    AccountMails,
    { provide: AUTH, useFactory: createAuth, inject: [SERVICE_CONFIG, Database, AccountMails, AuthAudit] },
    FirstAccount,
    PasswordCheck,
    SessionService,
  ],
  exports: [AUTH, PasswordCheck, SessionService],
})
export class AuthModule {}
