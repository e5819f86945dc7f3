import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  applicationIdSchema,
  connectionIdSchema,
  integrationList,
  type ApplicationId,
  type connectionCreate,
  type connectionReport,
  type connectionUpdate,
  type ConnectionId,
  type MessageContext,
  type ParsedRequestOf,
} from '@koppel/contracts';
import { ContractClient, SERVICE_CONFIG } from '@koppel/service-kit';
import { randomUUID } from 'node:crypto';
import { GrantRepository } from '../access/grant.repository.js';
import { Applications } from '../applications/applications.js';
import type { Config } from '../config.js';
import { after, type Connection, type Happening } from './connection.js';
import { changesCredentials, checkFields, isSame, mergeFields, type CheckedFields } from './connection-fields.js';
import { ConnectionRepository } from './connection.repository.js';
import { Credentials } from './credentials.service.js';
import { errorBecause, reason } from '../reasons.js';

/** What people do with their connections. */
@Injectable()
export class ConnectionService {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly grants: GrantRepository,
    private readonly credentials: Credentials,
    private readonly applications: Applications,
    private readonly client: ContractClient,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<Config, 'MAX_CONNECTIONS'>,
  ) {}

  async create(
    request: ParsedRequestOf<typeof connectionCreate>,
    { organizationId }: MessageContext,
  ): Promise<Connection> {
    const connector = this.applications.get(request.applicationId);
    const { fields, secrets } = checkFields(connector, request.fields);
    const id = connectionIdSchema.parse(randomUUID());
    const sealedSecrets = await this.credentials.sealSecrets({ id, organizationId }, secrets);
    const applicationId = applicationIdSchema.parse(connector.id);
    const connection = { id, organizationId, applicationId, displayTitle: request.displayTitle, fields, sealedSecrets };
    return this.connections.transaction(organizationId, async (transaction) => {
      const max = this.config.MAX_CONNECTIONS;
      if ((await this.connections.countLocked(transaction, organizationId)) >= max) throw tooMany(max);
      return this.connections.add(transaction, connection);
    });
  }

  list(applicationId: ApplicationId | undefined, { organizationId }: MessageContext): Promise<Connection[]> {
    return this.connections.list(organizationId, applicationId);
  }

  get(connectionId: ConnectionId, { organizationId }: MessageContext): Promise<Connection> {
    return this.connections.read(organizationId, connectionId);
  }

  async update(
    request: ParsedRequestOf<typeof connectionUpdate>,
    { organizationId }: MessageContext,
  ): Promise<Connection> {
    const before = await this.connections.read(organizationId, request.connectionId);
    const old = { fields: before.fields, secrets: await this.credentials.openSecrets(before) };
    const changed = request.fields && this.checkChange(before, old, request.fields);
    const sealedSecrets = changed
      ? await this.credentials.sealSecrets(before, changed.form.secrets)
      : before.sealedSecrets;
    return this.connections.transaction(organizationId, async (transaction) => {
      const locked = await this.connections.lock(transaction, before.id);
      if (locked.credentialsVersion !== before.credentialsVersion) throw changedMeanwhile();
      const grant = await this.grants.find(transaction, before.id);
      const happening = changed?.happening(grant !== undefined && grant.sealedAccess !== null && !grant.isLost);
      const connection = happening ? after(locked, happening) : locked;
      if (happening?.type === 'credentials_changed') await this.grants.drop(transaction, before.id);
      return this.connections.save(transaction, {
        ...connection,
        sealedSecrets,
        fields: changed?.form.fields ?? locked.fields,
        displayTitle: request.displayTitle ?? locked.displayTitle,
      });
    });
  }

  /** The integrations that use it are asked of settings, which owns them. */
  async delete(connectionId: ConnectionId, context: MessageContext): Promise<void> {
    const connection = await this.connections.read(context.organizationId, connectionId);
    const { items } = await this.client.call(integrationList, { connectionId }, context);
    if (items.length > 0)
      throw connectionInUse(
        connection,
        items.map(({ title }) => title),
      );
    await this.connections.transaction(context.organizationId, (transaction) =>
      this.connections.remove(transaction, connectionId),
    );
  }

  /** A runner's word that the application refuses; heard only when it speaks of the access that is still in use. */
  report(request: ParsedRequestOf<typeof connectionReport>, { organizationId }: MessageContext): Promise<Connection> {
    const { connectionId, epoch, reason: refused } = request;
    return this.connections.transaction(organizationId, async (transaction) => {
      const connection = await this.connections.get(transaction, connectionId);
      const grant = await this.grants.find(transaction, connectionId);
      const isOutdated = epoch !== undefined && epoch < (grant?.epoch ?? connection.credentialsVersion);
      if (isOutdated) return connection;
      return this.connections.happen(transaction, connectionId, { type: 'refused', reason: refused });
    });
  }

  private checkChange(before: Connection, old: CheckedFields, changes: CheckedFields['fields']) {
    const connector = this.applications.get(before.applicationId);
    const host = this.applications.hostOf(before.applicationId);
    const form = checkFields(connector, mergeFields(connector, { before: old, changes, host }));
    const isOtherCredentials = changesCredentials(connector, { before: old, now: form, host });
    return {
      form,
      happening(isGranted: boolean): Happening | undefined {
        if (isOtherCredentials) return { type: 'credentials_changed' };
        return isSame(old.fields, form.fields) ? undefined : { type: 'fields_changed', isGranted };
      },
    };
  }
}

function connectionInUse({ displayTitle, id }: Connection, titles: string[]): AppError {
  const named = titles.slice(0, 5).map((title) => `"${title}"`);
  if (titles.length > named.length) named.push(`${titles.length - named.length} more`);
  const message =
    `"${displayTitle}" was not deleted: ${named.join(', ')} ${titles.length === 1 ? 'uses' : 'use'} it and would stop working. ` +
    'Delete the integration first, or give it another connection.';
  return new AppError('connection.in_use', message, {
    details: { connectionId: id, integrations: titles.slice(0, 20).join(', ') },
  });
}

function tooMany(max: number): AppError {
  return errorBecause('request.conflict', reason('connections.too_many', { max }));
}

function changedMeanwhile(): AppError {
  return errorBecause('request.conflict', reason('connections.changed_meanwhile'));
}
