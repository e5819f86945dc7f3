import { Injectable } from '@nestjs/common';
import type { Secrets } from '@koppel/connector-sdk';
import { Vault } from '@koppel/vault';
import type { Connection } from './connection.js';

type Owned = Pick<Connection, 'id' | 'organizationId'>;

/** Seals and opens what belongs to a connection; each value is bound to its organization, row and column. */
@Injectable()
export class Credentials {
  constructor(private readonly vault: Vault) {}

  async sealSecrets({ id, organizationId }: Owned, secrets: Secrets): Promise<Record<string, string>> {
    const box = await this.vault.boxOf(organizationId);
    return mapValues(secrets, (value, name) => box.seal({ rowId: id, column: secretColumn(name) }, value));
  }

  /** @throws AppError `service.defect` when a stored value was changed or moved. */
  async openSecrets({
    id,
    organizationId,
    sealedSecrets,
  }: Pick<Connection, 'id' | 'organizationId' | 'sealedSecrets'>): Promise<Secrets> {
    const box = await this.vault.boxOf(organizationId);
    return mapValues(sealedSecrets, (sealed, name) => box.open({ rowId: id, column: secretColumn(name) }, sealed));
  }

  /** @param column table and column, `access_grant.refresh_token` */
  async seal(organizationId: string, cell: { rowId: string; column: string }, value: string): Promise<string> {
    return (await this.vault.boxOf(organizationId)).seal(cell, value);
  }

  /** @throws AppError `service.defect` when the stored value was changed or moved. */
  async open(organizationId: string, cell: { rowId: string; column: string }, sealed: string): Promise<string> {
    return (await this.vault.boxOf(organizationId)).open(cell, sealed);
  }
}

function secretColumn(name: string): string {
  return `connection_secret.${name}`;
}

function mapValues(
  values: Record<string, string>,
  change: (value: string, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
