import type { z } from 'zod';
import type { MessageContext, Role, SystemContext } from './context.js';
import type { ErrorCode } from './errors.js';

/** `organization`: the message names its tenant and is refused without; `system`: background work across tenants. */
export type ContractScope = 'organization' | 'system';

/** One request/reply message between services. Types come only from the schemas. */
export interface Contract<
  Request extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Errors extends readonly ErrorCode[] = readonly ErrorCode[],
  Scope extends ContractScope = ContractScope,
> {
  /** NATS subject, `service.version.thing.verb`. */
  subject: string;
  scope: Scope;
  request: Request;
  reply: Reply;
  /** Codes that the caller is expected to handle; `request.invalid` and `service.unavailable` can always come. */
  errors: Errors;
}

export type RequestOf<C extends Contract> = z.input<C['request']>;
export type ParsedRequestOf<C extends Contract> = z.output<C['request']>;
export type ReplyOf<C extends Contract> = z.output<C['reply']>;

/** The context that the contract's scope requires. */
export type ContextOf<C extends Contract> = C['scope'] extends 'system' ? SystemContext : MessageContext;

/** Defines a request/reply contract; within one organization unless `scope` says otherwise. */
export function defineContract<
  Request extends z.ZodType,
  Reply extends z.ZodType,
  const Errors extends readonly ErrorCode[],
  const Scope extends ContractScope = 'organization',
>(contract: {
  subject: string;
  scope?: Scope;
  request: Request;
  reply: Reply;
  errors: Errors;
}): Contract<Request, Reply, Errors, Scope> {
  return { ...contract, scope: contract.scope ?? ('organization' as Scope) };
}

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A contract that is also an operation of the public REST API: path parameters, query and body together are its request. */
export interface Operation<
  Id extends string = string,
  Request extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Errors extends readonly ErrorCode[] = readonly ErrorCode[],
  Method extends HttpMethod = HttpMethod,
> extends Contract<Request, Reply, Errors, 'organization'> {
  /** `operationId` of OpenAPI: how clients call it. */
  id: Id;
  http: {
    method: Method;
    /** Below `apiPrefix`, parameters as `:name`. */
    path: string;
    /** The least role that may call it. */
    role: Role;
    /** A key does not reach it, whatever its scopes. */
    needsSession?: boolean;
    /** Default 64 KiB. At most 1,000,000, which a message can carry. */
    maxBodyBytes?: number;
  };
  tag: string;
  /** One line for the API's description. */
  summary: string;
  /** What else a caller must know. */
  description?: string;
  /** For operations that call an application or change many records. They are not repeated. */
  timeoutMs?: number;
}

/** Defines an operation of the REST API; only its controller must be added. */
export function defineOperation<
  const Id extends string,
  Request extends z.ZodType,
  Reply extends z.ZodType,
  const Errors extends readonly ErrorCode[],
  const Method extends HttpMethod,
>(
  operation: Omit<Operation<Id, Request, Reply, Errors, Method>, 'scope'>,
): Operation<Id, Request, Reply, Errors, Method> {
  return { ...operation, scope: 'organization' };
}
