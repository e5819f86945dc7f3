import { Inject, Injectable } from '@nestjs/common';
import { maxChoices, type Connector } from '@koppel/connector-sdk';
import type { Choice, ChoiceKind, choiceList, MessageContext, ParsedRequestOf, ReplyOf } from '@koppel/contracts';
import type { Connection } from '../connection/connection.js';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { ApplicationInquiry } from './application-inquiry.service.js';
import { ChoiceCache } from './choice-cache.js';

/** Reads from an application what a setting may be. */
@Injectable()
export class ChoiceService {
  private readonly cache: ChoiceCache;

  constructor(
    private readonly inquiry: ApplicationInquiry,
    @Inject(TIMING) private readonly timing: Timing,
  ) {
    this.cache = new ChoiceCache(() => this.timing.now());
  }

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async list(
    { connectionId, kind }: ParsedRequestOf<typeof choiceList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof choiceList>> {
    const { connection, connector } = await this.inquiry.subjectOf(organizationId, connectionId);
    if (!listerOf(connector, kind)) return { isSupported: false, items: [], isComplete: true };
    // Other fields (another administration) have other lists, although the credentials are the same.
    const { credentialsVersion, fields } = connection;
    const key = JSON.stringify([organizationId, connectionId, kind, credentialsVersion, fields]);
    const items = await this.cache.get(key, () => this.read(connection, connector, kind));
    return { isSupported: true, items: items.slice(0, maxChoices), isComplete: items.length <= maxChoices };
  }

  private read(connection: Connection, connector: Connector, kind: ChoiceKind): Promise<Choice[]> {
    return this.inquiry.ask({
      connection,
      limitMs: this.timing.choiceTimeoutMs,
      lateReason: ({ name }) => reason('connections.choices_late', { application: name }),
      ask: async (context) => (await listerOf(connector, kind)?.(context)) ?? [],
    });
  }
}

/** A kind is whatever a client asks for, also `constructor`. */
function listerOf({ choices = {} }: Connector, kind: ChoiceKind) {
  return Object.hasOwn(choices, kind) ? choices[kind] : undefined;
}
