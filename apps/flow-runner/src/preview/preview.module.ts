import { Module } from '@nestjs/common';
import { RunModule } from '../run/run.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { PreviewController } from './preview.controller.js';
import { PreviewExecutor } from './preview.executor.js';
import { PreviewRepository } from './preview.repository.js';
import { PreviewService } from './preview.service.js';

/** Previews: what a run would write. */
@Module({
  imports: [RunModule, SyncModule],
  controllers: [PreviewController],
  providers: [PreviewExecutor, PreviewRepository, PreviewService],
  exports: [PreviewExecutor],
})
export class PreviewModule {}
