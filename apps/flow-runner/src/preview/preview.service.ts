import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError, type MessageContext, type Preview, type RunId } from '@koppel/contracts';
import { Background, Database, SERVICE_CONFIG } from '@koppel/service-kit';
import type { FlowRunnerConfig } from '../config.js';
import { toRun } from '../run/run.js';
import { RunRepository } from '../run/run.repository.js';
import { nothingYet } from './preview.js';
import { PreviewRepository } from './preview.repository.js';

const expiryMs = 10 * 60_000;

/** Shows what previews found, and deletes them after a day. */
@Injectable()
export class PreviewService implements OnApplicationBootstrap {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: FlowRunnerConfig,
    private readonly background: Background,
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly previews: PreviewRepository,
  ) {}

  onApplicationBootstrap(): void {
    const work = async (signal: AbortSignal) => {
      while (!signal.aborted && (await this.previews.deleteOld()));
    };
    this.background.interval({ name: 'preview expiry', everyMs: expiryMs, work });
  }

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
