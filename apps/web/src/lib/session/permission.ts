import { httpAddresses, roles, type OperationId, type Role } from '@koppel/contracts';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './session.js';

/** Whether a role may call an operation; the server decides, this only hides what it would refuse. */
export function isAllowed(role: Role, operationId: OperationId): boolean {
  return roles.indexOf(role) <= roles.indexOf(httpAddresses[operationId].role);
}

export function useIsAllowed(): (operationId: OperationId) => boolean {
  const { data: session } = useQuery(sessionQuery);
  return (operationId) => Boolean(session && isAllowed(session.role, operationId));
}
