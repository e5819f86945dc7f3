export { AddressRefused, assertUrlAllowed, callbackObstacle, isPublicAddress, lookupPublic } from './address-guard.js';
export { createConnectorContext, type ConnectorContextOptions } from './connector-context.js';
export {
  choosableWays,
  fixedCredentials,
  headerCredentials,
  isFixed,
  tokenCredentials,
  wayOf,
  type Access,
  type AccessProvider,
} from './authentication.js';
export { HttpClient, type HttpClientOptions, type OutboundPolicy } from './http-client.js';
export { closeHttpPools, httpAgent } from './http-transport.js';
export { localAccess } from './local-access.js';
export { applyChange, usesOf, type BudgetChange, type BudgetState, type Grant } from './budget.js';
export {
  budgetExhausted,
  localRateBudget,
  maxBudgetWaitMs,
  memoryAccount,
  SharedRateBudget,
  shiftedReport,
  type BudgetAccount,
  type RateBudget,
  type Slot,
} from './rate-budget.js';
