import { type Role, roles } from '@koppel/contracts';

/** What a role can give to others. */
export function rolesToGive(own: Role): Role[] {
  return roles.filter((role) => own === 'owner' || role !== 'owner');
}
