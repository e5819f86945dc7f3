export { ConnectorFailure, pausesRun, type ConnectorFailureOptions } from './failure.js';
export type { HttpPort, HttpRequest, HttpResponse, RateLimits, RateReport } from './http-port.js';
export type {
  Authorization,
  Fields,
  Host,
  OAuth2Authorization,
  Secrets,
  SessionAuthorization,
  StaticAuthorization,
  TokenRefusal,
} from './authorization.js';
export type { ConnectorContext } from './context.js';
export type { EntityReader, Filtered, ReadOptions, SourcePage, SourceRecord, Translated } from './entity-reader.js';
export type {
  Dependency,
  EntityWriter,
  Form,
  TargetMatch,
  TargetRecord,
  WriteOperation,
  WriteOutcome,
} from './entity-writer.js';
export {
  defineConnector,
  mostChoices,
  secretFields,
  type AnyReader,
  type AnyWriter,
  type Connector,
} from './connector.js';
export type { Access, AccessProvider } from './access.js';
export { AddressRefused, assertUrlAllowed, isPublicAddress, lookupPublic } from './address-guard.js';
export { createConnectorContext, type ConnectorContextOptions } from './connector-context.js';
export {
  addDecimals,
  addVat,
  compareDecimals,
  decimalFromNumber,
  divideDecimals,
  fromCents,
  isZeroDecimal,
  multiplyDecimals,
  negateDecimal,
  removeVat,
  roundDecimal,
  subtractDecimals,
  toCents,
  trimDecimal,
} from './decimal.js';
export { differingFields } from './form-difference.js';
export { canonicalJson, hashForm } from './form-hash.js';
export { HttpClient, type HttpClientOptions } from './http-client.js';
export { closeHttpPools, httpAgent } from './http-pools.js';
export { localAccess } from './local-access.js';
export type { OutboundPolicy } from './outbound.js';
export { budgetExhausted, localRateBudget, longestBudgetWaitMs, type Permit, type RateBudget } from './rate-budget.js';
export { dutchCallSentences, translateSentences, type Sentences } from './sentences.js';
