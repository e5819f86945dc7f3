import { Injectable } from '@nestjs/common';
import type { Secrets } from '@koppel/connector-sdk';
import { credentialsSchema, type Credentials as CallCredentials } from '@koppel/contracts';
import type { Connection } from '../connection/connection.js';
import { Credentials } from '../connection/credentials.service.js';
import type { Grant } from './grant.js';
import type { SealedAccess } from './grant.repository.js';
import type { IssuedAccess } from './grant.js';

const accessColumn = 'access_grant.access';
const refreshTokenColumn = 'access_grant.refresh_token';

/** Seals and opens what a grant holds. */
@Injectable()
export class AccessSeal {
  constructor(private readonly credentials: Credentials) {}

  async seal(
    { id, organizationId }: Pick<Connection, 'id' | 'organizationId'>,
    access: IssuedAccess,
  ): Promise<SealedAccess> {
    const { credentials, refreshToken, obtainedAt, expiresAt } = access;
    const seal = (column: string, value: string) => this.credentials.seal(organizationId, { rowId: id, column }, value);
    return {
      sealedAccess: await seal(accessColumn, JSON.stringify(credentials)),
      sealedRefreshToken: refreshToken === null ? null : await seal(refreshTokenColumn, refreshToken),
      obtainedAt,
      expiresAt,
    };
  }

  /** @throws AppError `service.defect` when a stored value was changed or moved. */
  async openCredentials({ organizationId, connectionId }: Grant, sealed: string): Promise<CallCredentials> {
    const text = await this.credentials.open(organizationId, { rowId: connectionId, column: accessColumn }, sealed);
    return credentialsSchema.parse(JSON.parse(text));
  }

  openSecrets(connection: Connection): Promise<Secrets> {
    return this.credentials.openSecrets(connection);
  }

  /** @throws AppError `service.defect` when a stored value was changed or moved. */
  async openForRenewal(
    connection: Connection,
    grant: Grant,
  ): Promise<{ secrets: Secrets; refreshToken: string | null }> {
    const { organizationId, connectionId: rowId, sealedRefreshToken } = grant;
    const cell = { rowId, column: refreshTokenColumn };
    return {
      secrets: await this.credentials.openSecrets(connection),
      refreshToken:
        sealedRefreshToken === null ? null : await this.credentials.open(organizationId, cell, sealedRefreshToken),
    };
  }
}
