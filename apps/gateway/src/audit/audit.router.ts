import { Injectable, Logger } from '@nestjs/common';
import {
  AppError,
  auditExport,
  idOfActor,
  maxExportedEntries,
  type AuditEntry,
  type AuditFilter,
} from '@koppel/contracts';
import { parseRequest } from '@koppel/service-kit';
import express, { type Request, type Response, type Router } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CallLimit } from '../api/call-limit.js';
import { Callers, type Caller } from '../api/caller.service.js';
import { gatewayReason } from '../api/problem.handler.js';
import { requireStorableText } from '../api/request-body.handler.js';
import { writers, type ExportFormat } from './audit-export.js';
import { AuditLog, originOf } from './audit-log.service.js';
import { AuditRepository } from './audit.repository.js';
import { auditActorOf, codeOf } from './audited-operations.service.js';

const readAtOnce = 1_000;
const maxExportsPerMinute = 10;

interface Export {
  organizationId: string;
  format: ExportFormat;
  filter: AuditFilter;
}

/** The audit log as a file, streamed from the database. */
@Injectable()
export class AuditRouter {
  private readonly logger = new Logger('AuditRouter');
  private readonly exports = new CallLimit(maxExportsPerMinute);

  constructor(
    private readonly callers: Callers,
    private readonly repository: AuditRepository,
    private readonly log: AuditLog,
  ) {}

  router(): Router {
    const router = express.Router();
    router.get(auditExport.http.path, async (request, response) => {
      const caller = await this.callers.get(request);
      this.exports.count(idOfActor(caller.context));
      await this.require(caller, request);
      requireStorableText(request.query);
      const { format, ...filter } = parseRequest(auditExport.request, request.query);
      const { organizationId } = caller.context;
      const count = await this.repository.count(organizationId, filter, maxExportedEntries + 1);
      if (count > maxExportedEntries) throw tooMany();
      this.log.requireWritable(organizationId);
      await this.record(request, caller, { outcome: 'done', detail: format });
      await this.send(response, { organizationId, format, filter });
    });
    return router;
  }

  private async require(caller: Caller, request: Request): Promise<void> {
    try {
      this.callers.require(caller, auditExport, request.ip);
    } catch (error: unknown) {
      await this.record(request, caller, { outcome: 'refused', detail: codeOf(error) });
      throw error;
    }
  }

  private async send(response: Response, { organizationId, format, filter }: Export): Promise<void> {
    const { contentType, head, line } = writers[format];
    const name = `audit-log-${new Date().toISOString().slice(0, 10)}.${format}`;
    response.set('Cache-Control', 'no-store').set('Content-Disposition', `attachment; filename="${name}"`);
    response.set('Content-Type', contentType);
    const entries = this.read(organizationId, filter);
    const lines = async function* () {
      yield head;
      for await (const page of entries) yield page.map(line).join('');
    };
    // The answer has begun: there is nothing more to say to whoever reads it.
    await pipeline(Readable.from(lines()), response).catch((error: unknown) =>
      this.logger.warn({ err: error, organizationId }, 'a download of the audit log ended early'),
    );
  }

  /** Oldest first; no more than may be exported, though the log grows meanwhile. */
  private async *read(organizationId: string, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    let [position, left] = [0, maxExportedEntries];
    while (left > 0) {
      const page = await this.repository.after(organizationId, position, Math.min(readAtOnce, left), filter);
      yield page;
      if (page.length < readAtOnce) return;
      position = page.at(-1)?.position ?? position;
      left -= page.length;
    }
  }

  private record(
    request: Request,
    { context }: Caller,
    result: { outcome: 'done' | 'refused'; detail: string },
  ): Promise<void> {
    return this.log.record(context.organizationId, {
      ...{ action: 'audit.exported', ...result, actor: auditActorOf(context) },
      object: { kind: 'audit_log', id: null, title: null },
      ...originOf(request),
    });
  }
}

function tooMany(): AppError {
  return new AppError('request.invalid', `More than ${maxExportedEntries} entries.`, {
    reason: gatewayReason('gateway.export_too_long', { max: maxExportedEntries }),
  });
}
