import { Inject, Injectable } from '@nestjs/common';
import { AppError, type MessageContext, type Preview, type RunId } from '@koppel/contracts';
import { Database, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { toRun } from '../run/run.js';
import { RunRepository } from '../run/run.repository.js';
import { nothingYet } from './preview.js';
import { PreviewRepository } from './preview.repository.js';

/** Shows what previews found. */
@Injectable()
export class PreviewService {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly previews: PreviewRepository,
  ) {}

  get(runId: RunId, { organizationId }: MessageContext): Promise<Preview> {
    return this.database.forOrganization(organizationId, async (transaction) => {
      const run = await this.runs.find(transaction, runId);
      if (run?.kind !== 'preview') {
        throw notFound('There is no such preview in this organization. Start one from the flow.');
      }
      const result = await this.previews.find(transaction, runId);
      if (!result && run.state === 'completed') {
        throw notFound('Previews are kept for a day, and this one is older. Start a new one from the flow.');
      }
      return { run: toRun(run), ...(result ?? nothingYet(this.config.PREVIEW_RECORDS)) };
    });
  }
}

function notFound(message: string): AppError {
  return new AppError('preview.not_found', message);
}
