import { Inject, Injectable } from '@nestjs/common';
import type { MessageContext, ParsedRequestOf, proposalGet, ReplyOf } from '@koppel/contracts';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { ApplicationInquiry } from './application-inquiry.service.js';
import { ChoiceService } from './choice.service.js';

/** Asks an application what the values of a table could be, for the keys that the application on the other side has. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly inquiry: ApplicationInquiry,
    private readonly choices: ChoiceService,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async get(
    { connectionId, kind, keyConnectionId, keyKind }: ParsedRequestOf<typeof proposalGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof proposalGet>> {
    const { connection, connector } = await this.inquiry.subjectOf(context.organizationId, connectionId);
    const { proposals = {} } = connector;
    const propose = Object.hasOwn(proposals, kind) ? proposals[kind] : undefined;
    if (!propose) return { isSupported: false, isComplete: true, rows: [], gaps: [] };
    const keys = await this.choices.list({ connectionId: keyConnectionId, kind: keyKind }, context);
    const proposal = await this.inquiry.ask({
      connection,
      limitMs: this.timing.choiceTimeoutMs,
      lateReason: ({ name }) => reason('connections.choices_late', { application: name }),
      ask: (application) => propose(application, keys.items),
    });
    return { isSupported: true, isComplete: keys.isComplete && keys.isSupported, ...proposal };
  }
}
