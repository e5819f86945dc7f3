import type { z } from 'zod';
import type { MessageContext, SystemContext } from './context.js';
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

/** Who asks, as the contract's scope demands it. */
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
