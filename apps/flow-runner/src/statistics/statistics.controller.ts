import { Controller } from '@nestjs/common';
import {
  AppError,
  flowSummaryList,
  statisticsGet,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { StatisticsRepository } from './statistics.repository.js';

@Controller()
export class StatisticsController {
  constructor(private readonly statistics: StatisticsRepository) {}

  @Answers(statisticsGet)
  async get(
    request: ParsedRequestOf<typeof statisticsGet>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof statisticsGet>> {
    mustBeTimeZone(request.timeZone);
    return { days: await this.statistics.days(organizationId, request) };
  }

  @Answers(flowSummaryList)
  async listFlows(
    { flowIds }: ParsedRequestOf<typeof flowSummaryList>,
    { organizationId }: MessageContext,
  ): Promise<ReplyOf<typeof flowSummaryList>> {
    return { items: await this.statistics.flows(organizationId, flowIds) };
  }
}

function mustBeTimeZone(timeZone: string): void {
  // An offset such as +02:00 means one thing to JavaScript and its opposite to Postgres.
  if (/^[A-Za-z][\w+/-]*$/.test(timeZone) && isKnown(timeZone)) return;
  throw new AppError(
    'request.invalid',
    `"${timeZone}" is not a time zone. Name one of the IANA time zones, such as Europe/Amsterdam or UTC.`,
  );
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}
