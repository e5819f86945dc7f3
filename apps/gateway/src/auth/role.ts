import type { Role } from '@koppel/contracts';

const ranks: Record<Role, number> = { viewer: 0, operator: 1, admin: 2, owner: 3 };

export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}
