import type { Role } from './context.js';
import type { HttpMethod } from './message.js';
import { operationModules, operationsIn, type OperationId, type OperationModule } from './operations.js';

export const apiPrefix = '/api/v1';

/** Method, path and role of an operation, without its schemas. */
export interface OperationAddress {
  /** The module that has its schemas, `@koppel/contracts/<module>`. */
  module: OperationModule;
  method: HttpMethod;
  path: string;
  role: Role;
}

/**
 * Operation id → address. The build of the web app replaces this module by its value, so that a page can send requests
 * before it has loaded the schemas.
 */
export const operationAddresses = Object.fromEntries(
  Object.entries(operationModules).flatMap(([module, exported]) =>
    operationsIn(exported).map(({ id, http: { method, path, role } }) => [id, { module, method, path, role }]),
  ),
) as Record<OperationId, OperationAddress>;
