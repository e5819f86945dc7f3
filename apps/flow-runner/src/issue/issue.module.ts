import { Module } from '@nestjs/common';
import { FlowModule } from '../flow/flow.module.js';
import { RecordModule } from '../record/record.module.js';
import { RunModule } from '../run/run.module.js';
import { IssueController } from './issue.controller.js';
import { IssueEditorService } from './issue-editor.service.js';
import { IssueLinkService } from './issue-link.service.js';
import { IssueRepository } from './issue.repository.js';
import { IssueService } from './issue.service.js';

/** Issues: showing, grouping, editing, linking, retrying, skipping. */
@Module({
  imports: [FlowModule, RecordModule, RunModule],
  controllers: [IssueController],
  providers: [IssueEditorService, IssueLinkService, IssueRepository, IssueService],
})
export class IssueModule {}
