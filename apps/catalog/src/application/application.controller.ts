import { Controller } from '@nestjs/common';
import { applicationGet, applicationList, manualGet, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { ApplicationService } from './application.service.js';

@Controller()
export class ApplicationController {
  constructor(private readonly applications: ApplicationService) {}

  @Answers(applicationList)
  list({ language }: ParsedRequestOf<typeof applicationList>): Promise<ReplyOf<typeof applicationList>> {
    return Promise.resolve({ items: [...this.applications.list(language)] });
  }

  @Answers(applicationGet)
  async get({
    applicationId,
    language,
  }: ParsedRequestOf<typeof applicationGet>): Promise<ReplyOf<typeof applicationGet>> {
    return Promise.resolve(this.applications.get(applicationId, language));
  }

  @Answers(manualGet)
  async manual({ applicationId, language }: ParsedRequestOf<typeof manualGet>): Promise<ReplyOf<typeof manualGet>> {
    return { applicationId, markdown: await this.applications.readManual(applicationId, language) };
  }
}
