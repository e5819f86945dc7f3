import { Inject, Injectable } from '@nestjs/common';
import type { AnyWriter } from '@koppel/connector-sdk';
import {
  parseFields,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type settingsCheck,
} from '@koppel/contracts';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { ApplicationInquiry } from './application-inquiry.service.js';

/** Checks the settings of a flow against what its target has now. */
@Injectable()
export class SettingsCheckService {
  constructor(
    private readonly inquiry: ApplicationInquiry,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async check(
    { connectionId, entity, settings }: ParsedRequestOf<typeof settingsCheck>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof settingsCheck>> {
    const { connection, connector } = await this.inquiry.subjectOf(organizationId, connectionId);
    const writer = connector.writers[entity] as AnyWriter | undefined;
    if (!writer?.checkSettings) return { problems: [] };
    const parsed = parseFields(writer.settings, settings);
    if (parsed.problems) return { problems: parsed.problems };
    const reasons = await this.inquiry.ask({
      connection,
      limitMs: this.timing.checkTimeoutMs,
      lateReason: ({ name }) => reason('connections.check_late', { application: name }),
      ask: async (context) => (await writer.checkSettings?.(context, parsed.data)) ?? [],
    });
    return { problems: reasons.map(({ field = '', code, params }) => ({ path: field, code, params })) };
  }
}
