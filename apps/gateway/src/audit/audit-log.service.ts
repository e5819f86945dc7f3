import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppError } from '@koppel/contracts';
import { backoffMs, currentTraceparent } from '@koppel/service-kit';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { gatewayReason } from '../api/problem.handler.js';
import type { AuditAct, Origin, UnchainedEntry } from './audit-chain.js';
import { AuditRepository } from './audit.repository.js';

/** A request waits so long for its entry; then it is answered, and the entry is written later. */
const maxWaitMs = 3_000;
const retry = { firstMs: 200, maxMs: 10_000 };
const maxTextLength = 200;

/** Entries of one organization that are written together. */
interface Batch {
  entries: UnchainedEntry[];
  written: Promise<void>;
}

/**
 * Writes audit logs. The entries of an organization are written one batch after another: while one is being stored the next
 * gathers, so that many acts at once take few transactions and one connection. What cannot be stored is tried again until it is.
 */
@Injectable()
export class AuditLog implements BeforeApplicationShutdown {
  private readonly logger = new Logger('AuditLog');
  private readonly gathering = new Map<string, Batch>();
  private readonly writing = new Map<string, Promise<void>>();
  private readonly failing = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(private readonly repository: AuditRepository) {}

  /**
   * Before an act: while earlier ones wait to be written down, nothing more is done.
   *
   * @throws AppError `service.unavailable`
   */
  requireWritable(organizationId: string): void {
    if (!this.failing.has(organizationId)) return;
    throw new AppError('service.unavailable', 'The audit log cannot be written just now, so nothing is changed.', {
      details: { service: 'gateway' },
      reason: gatewayReason('gateway.audit_unavailable'),
    });
  }

  /** After an act, which is not undone whatever happens here: resolves when it is written down, or after some seconds. */
  async record(organizationId: string, act: AuditAct): Promise<void> {
    const waited = new AbortController();
    await Promise.race([
      this.add(organizationId, toEntry(act)),
      delay(maxWaitMs, undefined, { signal: waited.signal }).catch(() => undefined),
    ]);
    waited.abort();
  }

  /** What waits is given some seconds; the log of the process has what is lost then. */
  async beforeApplicationShutdown(): Promise<void> {
    const { signal } = this.stopping;
    const late = delay(maxWaitMs, undefined, { signal }).catch(() => undefined);
    await Promise.race([Promise.all([...this.writing.values()]), late]);
    this.stopping.abort();
  }

  private add(organizationId: string, entry: UnchainedEntry): Promise<void> {
    const batch = this.gathering.get(organizationId);
    if (batch) {
      batch.entries.push(entry);
      return batch.written;
    }
    const entries = [entry];
    const written = (this.writing.get(organizationId) ?? Promise.resolve()).then(() => {
      this.gathering.delete(organizationId);
      return this.write(organizationId, entries);
    });
    this.gathering.set(organizationId, { entries, written });
    this.writing.set(organizationId, written);
    return written.finally(() => {
      if (this.writing.get(organizationId) === written) this.writing.delete(organizationId);
    });
  }

  private async write(organizationId: string, entries: UnchainedEntry[]): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        await this.repository.append(organizationId, entries);
        if (this.failing.delete(organizationId)) this.logger.warn({ organizationId }, 'the audit log is written again');
        return;
      } catch (error: unknown) {
        this.failing.add(organizationId);
        // With the entries, which hold no secrets: if this process ends now, this line is what is left of them.
        this.logger.error({ err: error, organizationId, entries }, 'the audit log could not be written; trying again');
        if (this.stopping.signal.aborted) return;
        await delay(backoffMs(failures, retry), undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }
}

export function originOf(request: Request): Origin {
  return { address: request.ip ?? null, userAgent: request.get('user-agent') ?? null };
}

function toEntry(act: AuditAct): UnchainedEntry {
  const { action, outcome, detail = null, actor, object, address, userAgent } = act;
  return {
    ...{ id: randomUUID(), at: new Date().toISOString(), action, outcome, detail: cut(detail) },
    actor: { ...actor, name: cut(actor.name) },
    object: { ...object, id: cut(object.id), title: cut(object.title) },
    ...{ address: cut(address), userAgent: cut(userAgent), traceId: currentTraceparent()?.split('-')[1] ?? null },
  };
}

/** Short, and storable: without NUL and halves of surrogate pairs. */
function cut(text: string | null): string | null {
  return text === null ? null : text.slice(0, maxTextLength).replaceAll(/\0|\p{Surrogate}/gu, '');
}
