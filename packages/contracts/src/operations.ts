import * as apiKeys from './api-keys.js';
import * as audit from './audit.js';
import * as catalog from './catalog.js';
import * as connections from './connections.js';
import * as flows from './flows.js';
import type { Operation } from './message.js';
import * as notifications from './notifications.js';
import * as organizationSummaries from './organization-summaries.js';
import * as previews from './previews.js';
import * as records from './records.js';
import * as settings from './settings.js';
import * as signInRules from './sign-in-rules.js';
import * as statistics from './statistics.js';
import * as webhooks from './webhooks.js';

/** The files that have operations, by name; each is also exported as `@koppel/contracts/<name>`. */
export const operationModules = {
  'api-keys': apiKeys,
  audit,
  catalog,
  connections,
  flows,
  notifications,
  'organization-summaries': organizationSummaries,
  previews,
  records,
  settings,
  'sign-in-rules': signInRules,
  statistics,
  webhooks,
};
export type OperationModule = keyof typeof operationModules;

type OperationsOf<Module> = {
  [Name in keyof Module as Module[Name] extends Operation<infer Id> ? Id : never]: Module[Name];
};
type Operations = OperationsOf<typeof apiKeys> &
  OperationsOf<typeof audit> &
  OperationsOf<typeof catalog> &
  OperationsOf<typeof connections> &
  OperationsOf<typeof flows> &
  OperationsOf<typeof notifications> &
  OperationsOf<typeof organizationSummaries> &
  OperationsOf<typeof previews> &
  OperationsOf<typeof records> &
  OperationsOf<typeof settings> &
  OperationsOf<typeof signInRules> &
  OperationsOf<typeof statistics> &
  OperationsOf<typeof webhooks>;
export type OperationId = keyof Operations;
/** Those that may change something. */
export type MutatingOperationId = {
  [Id in OperationId]: Operations[Id]['http']['method'] extends 'GET' ? never : Id;
}[OperationId];

/** The public REST API by operation id. The gateway serves it, OpenAPI describes it, clients call it. */
export const operations = Object.fromEntries(
  Object.values(operationModules).flatMap((module) =>
    operationsIn(module).map((operation) => [operation.id, operation]),
  ),
) as unknown as Operations;

/** The operations that a module exports. */
export function operationsIn(module: object): Operation[] {
  return Object.values(module).filter(isOperation);
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'http' in value && 'subject' in value;
}
