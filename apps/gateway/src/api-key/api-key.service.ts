import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  AppError,
  messageContextSchema,
  roleSchema,
  type ApiKeyOwner,
  type ApiKeyScope,
  type MessageContext,
  type ParsedRequestOf,
  type Reason,
  type apiKeyCreate,
  type ReplyOf,
  type Role,
} from '@koppel/contracts';
import { CLOCK, type Clock } from '@koppel/service-kit';
import type { Request } from 'express';
import { CallLimit } from '../api/call-limit.js';
import { gatewayReason } from '../api/problem.handler.js';
import { nobody } from '../audit/audit-chain.js';
import { AuditLog, originOf } from '../audit/audit-log.service.js';
import { PasswordCheck } from '../auth/password-check.service.js';
import { isAtLeast } from '../auth/role.js';
import { type SignedIn } from '../auth/session.service.js';
import { hashOfKey, newKey, roleOfKey, roleOfScope } from './api-key.js';
import { ApiKeyRepository, type KeyHolder, type StoredKey } from './api-key.repository.js';

const maxKeys: Record<ApiKeyOwner, number> = { person: 20, organization: 50 };
const maxPasswordsPerMinute = 5;
const noteUseAfterMs = 60_000;
const maxActorName = 200;

/** What a key opens at the time of one request. */
export interface OpenedByKey {
  keyId: string;
  scopes: readonly ApiKeyScope[];
  role: Role;
  context: MessageContext;
}

/** API keys: who has which, and what one opens. */
@Injectable()
export class ApiKeyService {
  private readonly logger = new Logger('ApiKey');
  private readonly passwordAttempts = new CallLimit(maxPasswordsPerMinute);

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: ApiKeyRepository,
    private readonly passwords: PasswordCheck,
    private readonly log: AuditLog,
  ) {}

  async list(owner: ApiKeyOwner, signedIn: SignedIn) {
    return { items: await this.keys.list(holderOf(owner, signedIn)) };
  }

  /** @throws AppError `request.forbidden` for the role or the password, `request.conflict` where there are too many */
  async create(
    { owner, name, scopes: given, expiresInDays, password }: ParsedRequestOf<typeof apiKeyCreate>,
    signedIn: SignedIn,
  ): Promise<ReplyOf<typeof apiKeyCreate>> {
    const holder = holderOf(owner, signedIn);
    const scopes = [...new Set(given)];
    for (const scope of scopes) requireRole(signedIn, roleOfScope[scope]);
    const userId = signedIn.user.id;
    this.passwordAttempts.count(userId);
    if (!(await this.passwords.isRight(userId, password))) {
      this.logger.warn(
        { userId, organizationId: holder.organizationId },
        'making an API key was refused: wrong password',
      );
      throw new AppError('request.forbidden', 'The password is wrong.', {
        reason: gatewayReason('gateway.password_wrong'),
      });
    }
    const { key, start, hash } = newKey();
    const stored = { ...holder, createdBy: userId, name, start, hash, scopes, expiresInDays };
    const apiKey = await this.keys.add(stored, maxKeys[owner]);
    if (!apiKey) {
      const reason = gatewayReason('gateway.keys_full', { max: maxKeys[owner] });
      throw new AppError('request.conflict', `There are ${maxKeys[owner]} keys.`, { reason });
    }
    this.logger.log({ userId, keyId: apiKey.id, owner, scopes }, 'an API key was made');
    return { apiKey, key };
  }

  /** @throws AppError `api_key.not_found` also for a key of somebody else */
  async revoke(id: string, signedIn: SignedIn): Promise<{ apiKey: { id: string; name: string } }> {
    const isAdmin = isAtLeast(signedIn.role, 'admin');
    const name =
      (await this.keys.revoke(id, holderOf('person', signedIn))) ??
      (isAdmin ? await this.keys.revoke(id, holderOf('organization', signedIn)) : undefined);
    if (name === undefined) throw new AppError('api_key.not_found', 'There is no such API key.');
    this.logger.log({ userId: signedIn.user.id, keyId: id }, 'an API key was revoked');
    return { apiKey: { id, name } };
  }

  /**
   * What a key opens now: roles and memberships count as they are at this moment.
   *
   * @throws AppError `request.key_refused`
   */
  async open(key: string, request: Request): Promise<OpenedByKey> {
    const stored = await this.keys.find(hashOfKey(key));
    const now = this.clock.now();
    const memberRole = roleSchema.safeParse(stored?.memberRole).data;
    const reason = whyRefused(stored, memberRole, now);
    if (!stored || reason) {
      const refused = { keyId: stored?.id ?? null, reason: reason?.code, address: request.ip };
      this.logger.warn(refused, 'an API key was refused');
      if (stored) await this.recordRefusal(stored, reason, request);
      throw new AppError('request.key_refused', 'The API key opens nothing.', { reason });
    }
    const { id, scopes, lastUsedAt, organizationId } = stored;
    if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= noteUseAfterMs) await this.keys.noteUse(id);
    const role = roleOfKey(scopes, memberRole);
    const context = messageContextSchema.parse({ organizationId, actor: actorOf(stored, role) });
    return { keyId: id, scopes, role, context };
  }

  private async recordRefusal(
    { id, name, organizationId }: StoredKey,
    reason: Reason | undefined,
    request: Request,
  ): Promise<void> {
    if (!(await this.keys.noteRefusal(id))) return;
    await this.log.record(organizationId, {
      ...{ action: 'api_key.refused', outcome: 'refused', detail: reason?.code, actor: nobody },
      object: { kind: 'api_key', id, title: name },
      ...originOf(request),
    });
  }

  /** Those of the keys that still open something. */
  filterValid(ids: readonly string[]): Promise<Set<string>> {
    return this.keys.filterValid(ids, roleSchema.options);
  }
}

function whyRefused(stored: StoredKey | undefined, memberRole: Role | undefined, now: Date): Reason | undefined {
  if (!stored) return gatewayReason('gateway.key_unknown');
  const { revokedAt, expiresAt, userId, isSecondFactorMissing } = stored;
  if (revokedAt) return gatewayReason('gateway.key_revoked', { date: revokedAt.toISOString() });
  if (expiresAt <= now) return gatewayReason('gateway.key_expired', { date: expiresAt.toISOString() });
  if (userId !== null && !memberRole) return gatewayReason('gateway.key_role');
  return isSecondFactorMissing ? gatewayReason('gateway.key_second_factor') : undefined;
}

/** A person's key acts as the person, and its name says by which key. */
function actorOf({ id, name, userId, userName }: StoredKey, role: Role): object {
  const actor = userId === null ? { kind: 'key', keyId: id } : { kind: 'person', userId };
  return { ...actor, role, name: (userName === null ? name : `${userName} (${name})`).slice(0, maxActorName) };
}

/** @throws AppError `request.forbidden` where the role may not see keys of the organization */
function holderOf(owner: ApiKeyOwner, signedIn: SignedIn): KeyHolder {
  const { organization, user } = signedIn;
  if (owner === 'organization') requireRole(signedIn, 'admin');
  return { organizationId: organization.id, userId: owner === 'person' ? user.id : null };
}

function requireRole({ role }: SignedIn, needs: Role): void {
  if (isAtLeast(role, needs)) return;
  const reason = gatewayReason('gateway.role', { role, needs });
  throw new AppError('request.forbidden', `The role ${role} may not do this; it needs ${needs}.`, { reason });
}
