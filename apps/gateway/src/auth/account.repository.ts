import type { Language, Role } from '@koppel/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

export interface NewAccount {
  name: string;
  email: string;
  /** Of the password, as better-auth hashes it. */
  passwordHash: string;
  /** It was shown that the address is theirs. */
  isVerified: boolean;
  language?: Language;
}

/** Adds a person who signs in by password, and gives the id. */
export async function insertAccount(transaction: EntityManager, account: NewAccount): Promise<string> {
  const { name, email, passwordHash, isVerified, language = 'en' } = account;
  const userId = randomUUID();
  await transaction.query(
    `insert into "user" ("id", "name", "email", "emailVerified", "language") values ($1, $2, $3, $4, $5)`,
    [userId, name, email.toLowerCase(), isVerified, language],
  );
  await transaction.query(
    `insert into "account" ("id", "accountId", "providerId", "userId", "password", "updatedAt") values ($1, $2, 'credential', $2, $3, now())`,
    [randomUUID(), userId, passwordHash],
  );
  return userId;
}

export interface NewMember {
  organizationId: string;
  userId: string;
  role: Role;
}

/** Makes a person a member of an organization. */
export async function insertMember(
  transaction: EntityManager,
  { organizationId, userId, role }: NewMember,
): Promise<void> {
  await transaction.query(
    `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $3, $4, now())`,
    [randomUUID(), organizationId, userId, role],
  );
}
