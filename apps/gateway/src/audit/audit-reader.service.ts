import { Injectable } from '@nestjs/common';
import {
  auditList,
  auditVerify,
  idOfActor,
  type MessageContext,
  type Operation,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { cursorPart, keyset, parseRequest } from '@koppel/service-kit';
import { CallLimit } from '../api/call-limit.js';
import { breakOf, genesisOf } from './audit-chain.js';
import { AuditRepository } from './audit.repository.js';

const list = keyset(cursorPart.position);
const verifiedAtOnce = 1_000;
/** Each reads the whole log. */
const maxVerificationsPerMinute = 10;

/** Answers the operations on the audit log, which is the gateway's own. */
@Injectable()
export class AuditReader {
  private readonly verifications = new CallLimit(maxVerificationsPerMinute);

  constructor(private readonly repository: AuditRepository) {}

  /** Undefined for operations of others. */
  answer({ id }: Operation, parameters: object, context: MessageContext): Promise<object> | undefined {
    if (id === auditList.id) return this.list(parseRequest(auditList.request, parameters), context);
    return id === auditVerify.id ? this.verify(context) : undefined;
  }

  private async list(
    { limit, after, ...filter }: ParsedRequestOf<typeof auditList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof auditList>> {
    const [before] = list.decode(after) ?? [];
    const entries = await this.repository.search(organizationId, { ...filter, limit: limit + 1, before });
    return list.page(entries, limit, { toItem: (entry) => entry, cursorOf: (entry) => [String(entry.position)] });
  }

  private async verify(context: MessageContext): Promise<ReplyOf<typeof auditVerify>> {
    const { organizationId } = context;
    this.verifications.count(idOfActor(context));
    let head = genesisOf(organizationId);
    for (;;) {
      const entries = await this.repository.after(organizationId, head.position, verifiedAtOnce);
      for (const entry of entries) {
        const why = breakOf(head, entry);
        const verified = { entries: head.position, lastHash: head.hash };
        if (why) return { isIntact: false, ...verified, broken: { position: head.position + 1, why } };
        head = entry;
      }
      if (entries.length < verifiedAtOnce)
        return { isIntact: true, entries: head.position, lastHash: head.hash, broken: null };
    }
  }
}
