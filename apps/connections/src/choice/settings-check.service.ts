import { Inject, Injectable } from '@nestjs/common';
import type { AnyReader, AnyWriter, Connector, ConnectorContext } from '@koppel/connector-sdk';
import {
  parseFields,
  type FieldProblem,
  type MessageContext,
  type ParsedRequestOf,
  type Reason,
  type ReplyOf,
  type settingsCheck,
} from '@koppel/contracts';
import { reason } from '../reasons.js';
import { TIMING, type Timing } from '../timing.js';
import { ApplicationInquiry } from './application-inquiry.service.js';

type Request = ParsedRequestOf<typeof settingsCheck>;

/** Checks the settings of a flow by the schemas of its connectors, and against what its target has now. */
@Injectable()
export class SettingsCheckService {
  constructor(
    private readonly inquiry: ApplicationInquiry,
    @Inject(TIMING) private readonly timing: Timing,
  ) {}

  /** @throws AppError `connection.not_found|not_authorized|needs_attention|application_down` */
  async check(request: Request, { organizationId }: MessageContext): Promise<ReplyOf<typeof settingsCheck>> {
    const { connectionId, settings, originSettings } = request;
    const { connection, connector } = await this.inquiry.subjectOf(organizationId, connectionId);
    const parts = partsOf(connector, request).map((part) => ({ part, ...parseFields(part.settings, settings) }));
    const problems = parts.flatMap((parsed) => parsed.problems ?? []);
    if (problems.length > 0) return { problems };
    const checks = parts.flatMap(({ part, data }) =>
      'checkSettings' in part
        ? [
            async (context: ConnectorContext) =>
              (await part.checkSettings?.(context, { ...inheritedBy(part, connector, originSettings), ...data })) ?? [],
          ]
        : [],
    );
    if (checks.length === 0) return { problems: [] };
    const findings = await this.inquiry.ask({
      connection,
      limitMs: this.timing.checkTimeoutMs,
      lateReason: ({ name }) => reason('connections.check_late', { application: name }),
      ask: async (context) => (await Promise.all(checks.map((check) => check(context)))).flat(),
    });
    return {
      problems: findings.flatMap((found) => found.problems.map(problemOf)),
      warnings: findings.flatMap((found) => found.warnings ?? []),
    };
  }
}

/** The settings that a part inherits, as far as they are known and valid; their own flow says what is wrong with them. */
function inheritedBy(
  { inherits }: AnyWriter,
  { writers }: Connector,
  settings: Request['originSettings'],
): Record<string, unknown> {
  const inherited = inherits && (writers[inherits] as AnyWriter | undefined);
  const parsed = inherited && settings ? inherited.settings.safeParse(settings) : undefined;
  return parsed?.success ? (parsed.data as Record<string, unknown>) : {};
}

function problemOf({ field = '', code, params }: Reason): FieldProblem {
  return { path: field, code, params };
}

/** What of a connector reads the settings of the flow. */
function partsOf(
  { readers, writers }: Connector,
  { side, entity, carries }: Pick<Request, 'side' | 'entity' | 'carries'>,
): (AnyReader | AnyWriter)[] {
  if (side === 'source') return [readers[entity] as AnyReader | undefined].flatMap((reader) => reader ?? []);
  return [entity, ...carries].flatMap((kind) => (writers[kind] as AnyWriter | undefined) ?? []);
}
