export { defineContract, type Contract, type ContextOf, type ContractScope, type RequestOf, type ParsedRequestOf, type ReplyOf } from './message.js';
export {
  AppError, errorCodes, errorCodeSchema, errorReplySchema, failureClassSchema, fieldProblemSchema,
  type ErrorCode, type ErrorReply, type FailureClass, type FieldProblem,
} from './errors.js';
export {
  applicationIdSchema, connectionIdSchema, flowIdSchema, integrationIdSchema, issueIdSchema, organizationIdSchema, runIdSchema, userIdSchema,
  type ApplicationId, type ConnectionId, type FlowId, type IntegrationId, type IssueId, type OrganizationId, type RunId, type UserId,
} from './ids.js';
export {
  actorSchema, messageContextSchema, roleSchema, systemContextSchema,
  type Actor, type MessageContext, type Role, type SystemContext,
} from './context.js';
export {
  countrySchema, currencySchema, decimalSchema, instantSchema, jsonSchema, jsonSchemaDocumentSchema, pageOf, pageRequestSchema,
  type Decimal, type JsonSchemaDocument, type JsonValue,
} from './values.js';
export { entityKindSchema, entitySchemas, type EntityKind, type EntityOf } from './entities/entity.js';
export { productSchema, type Product } from './entities/product.js';
export { stockLevelSchema, type StockLevel } from './entities/stock-level.js';
export { priceSchema, type Price } from './entities/price.js';
export { addressSchema, customerSchema, type Address, type Customer } from './entities/customer.js';
export { orderLineSchema, orderSchema, type Order, type OrderLine } from './entities/order.js';
export {
  applicationGet, applicationKindSchema, applicationList, applicationSchema, flowDefinitionSchema, manualGet, packageList, packageSchema,
  type Application, type FlowDefinition, type Package,
} from './catalog.js';
export {
  accessGet, connectionCreate, connectionDelete, connectionGet, connectionList, connectionReport, connectionSchema, connectionStateSchema,
  connectionTest, connectionUpdate, testStepSchema, type Connection, type ConnectionState, type TestStep,
} from './connections.js';
export {
  flowGet, flowSchema, flowSettingsSchema, flowUpdate, flowVersionList, flowVersionSchema, integrationCreate, integrationDelete, integrationGet,
  integrationList, integrationSchema, integrationUpdate, scheduledFlowList, scheduleSchema,
  type Flow, type FlowSettings, type Integration, type Schedule,
} from './settings.js';
export {
  flowHookGet, flowSummaryList, issueGet, issueList, issueRetry, issueSchema, issueSkip, issueStateSchema, recordLinkList, recordLinkSchema, runCancel,
  runCountsSchema, runGet, runList, runSchema, runStart, runStateSchema, runTriggerSchema,
  type Issue, type Run, type RunCounts, type RunState, type RunTrigger,
} from './flows.js';
export {
  eventData, eventSchema, eventTypes, runWorkSchema, streams, type EventDataOf, type EventType, type KoppelEvent, type RunWork,
} from './events.js';
export { readinessSchema, readinessSubject, serviceNames, type Readiness, type ServiceName } from './health.js';
export { apiPrefix, httpRoutes, type HttpMethod, type HttpRoute, type OperationId } from './http-routes.js';
