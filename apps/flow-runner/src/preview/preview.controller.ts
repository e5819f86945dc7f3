import { Controller } from '@nestjs/common';
import { previewGet, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { PreviewService } from './preview.service.js';

@Controller()
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  @Answers(previewGet)
  get({ runId }: ParsedRequestOf<typeof previewGet>, context: MessageContext): Promise<ReplyOf<typeof previewGet>> {
    return this.previews.get(runId, context);
  }
}
