import { Injectable } from '@nestjs/common';
import {
  AppError,
  connectionGet,
  flowGet,
  integrationGet,
  type AuditOutcome,
  type MessageContext,
  type Operation,
} from '@koppel/contracts';
import { ContractClient } from '@koppel/service-kit';
import type { AuditActor, Origin } from './audit-chain.js';
import { AuditLog } from './audit-log.service.js';
import { detailOf, objectIdOf, operationAudits, titleOf, type OperationAudit } from './operation-audit.js';

type Values = Readonly<Record<string, unknown>>;

/** A call of an operation by somebody who is signed in, or by a key. */
export interface AuditedCall {
  operation: Pick<Operation, 'id'>;
  request: Values;
  context: MessageContext;
  origin: Origin;
}

interface Result {
  audit: OperationAudit;
  title: string | null;
  reply?: Values;
  outcome: AuditOutcome;
  code?: string;
}

/** What the reply to a deletion does not have: how the object was called. */
const lookups: Record<string, Operation> = { connection: connectionGet, integration: integrationGet, flow: flowGet };
const lookupTimeoutMs = 1_000;

/** Writes every operation that may change something into the audit log: one place for all of them. */
@Injectable()
export class AuditedOperations {
  constructor(
    private readonly log: AuditLog,
    private readonly client: ContractClient,
  ) {}

  /** Does it, and writes it down, whatever comes of it. */
  async run<Reply>(call: AuditedCall, act: () => Promise<Reply>): Promise<Reply> {
    const audit = auditOf(call.operation);
    if (!audit) return act();
    this.log.requireWritable(call.context.organizationId);
    const title = await this.titleBefore(audit, call);
    try {
      const reply = await act();
      await this.record(call, { audit, title, reply: reply as Values, outcome: 'done' });
      return reply;
    } catch (error: unknown) {
      const isRefused = error instanceof AppError && !error.code.startsWith('service.');
      await this.record(call, { audit, title, outcome: isRefused ? 'refused' : 'failed', code: codeOf(error) });
      throw error;
    }
  }

  /** Writes down what the caller's role or key does not allow. */
  async refuse(call: AuditedCall, error: unknown): Promise<void> {
    const audit = auditOf(call.operation);
    if (audit) await this.record(call, { audit, title: null, outcome: 'refused', code: codeOf(error) });
  }

  private record({ request, context, origin }: AuditedCall, result: Result): Promise<void> {
    const { audit, title, reply, outcome, code } = result;
    const { kind, action } = audit;
    return this.log.record(context.organizationId, {
      action: typeof action === 'function' ? action(request, reply) : action,
      ...{ outcome, detail: code ?? detailOf(reply), actor: auditActorOf(context) },
      object: {
        ...{ kind, title: titleOf(kind, reply) ?? title },
        id: kind === 'organization' ? context.organizationId : objectIdOf(kind, request, reply),
      },
      ...origin,
    });
  }

  private async titleBefore({ kind }: OperationAudit, { request, context }: AuditedCall): Promise<string | null> {
    const [lookup, parameter] = [lookups[kind], `${kind}Id`];
    if (!lookup || request[parameter] === undefined) return null;
    try {
      const asked = { [parameter]: request[parameter] };
      return titleOf(kind, (await this.client.call(lookup, asked, context, { timeoutMs: lookupTimeoutMs })) as Values);
    } catch {
      // The act itself will say what is wrong with its object.
      return null;
    }
  }
}

function auditOf({ id }: Pick<Operation, 'id'>): OperationAudit | null | undefined {
  return (operationAudits as Record<string, OperationAudit | null>)[id];
}

/** Why something was refused or failed: its reason, else its code. */
export function codeOf(error: unknown): string {
  return error instanceof AppError ? (error.reason?.code ?? error.code) : 'service.defect';
}

export function auditActorOf({ actor }: MessageContext): AuditActor {
  if (actor.kind === 'service') throw new Error('no service calls the API');
  const id = actor.kind === 'person' ? actor.userId : actor.keyId;
  return { kind: actor.kind, id, name: actor.name ?? null, role: actor.role };
}
