import { Module } from '@nestjs/common';
import { ConnectionModule } from '../connection/connection.module.js';
import { AccessIssuerService } from './access-issuer.service.js';
import { AccessSeal } from './access-seal.service.js';
import { AccessController } from './access.controller.js';
import { AccessService } from './access.service.js';
import { ConnectorContexts } from './connector-contexts.service.js';
import { GrantModule } from './grant.module.js';
import { KeepAlive } from './keep-alive.service.js';
import { Renewal } from './renewal.service.js';
import { RevocationService } from './revocation.service.js';
import { SharedBudgetService } from './shared-budget.service.js';
import { TokenEndpointService } from './token-endpoint.service.js';

/** Access to applications: giving it, renewing it, calling with it. */
@Module({
  imports: [ConnectionModule, GrantModule],
  controllers: [AccessController],
  providers: [
    AccessIssuerService,
    AccessSeal,
    AccessService,
    ConnectorContexts,
    KeepAlive,
    Renewal,
    RevocationService,
    SharedBudgetService,
    TokenEndpointService,
  ],
  exports: [AccessSeal, AccessService, ConnectorContexts, RevocationService, TokenEndpointService],
})
export class AccessModule {}
