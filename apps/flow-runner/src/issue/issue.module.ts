import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RunModule } from '../run/run.module.js';
import { IssueController } from './issue.controller.js';
import { IssueEditorService } from './issue-editor.service.js';
import { IssueRepository } from './issue.repository.js';
import { IssueService } from './issue.service.js';

/** Issues: showing, grouping, editing, retrying, skipping. */
@Module({
  imports: [FlowModule, RunModule],
  controllers: [IssueController],
  providers: [IssueEditorService, IssueRepository, IssueService],
})
export class IssueModule {}
