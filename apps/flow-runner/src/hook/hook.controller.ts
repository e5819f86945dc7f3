import { All, Controller, Req, Res } from '@nestjs/common';
import {
  flowHookGet,
  flowHookReissue,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { AccessFailure } from '@koppel/sync-engine';
import type { Request, Response } from 'express';
import { HookCallService } from './hook-call.service.js';
import { HookService } from './hook.service.js';

/** The addresses that applications call when something changed. No record is taken from a call: the run reads the source itself. */
@Controller()
export class HookController {
  constructor(
    private readonly hooks: HookService,
    private readonly calls: HookCallService,
  ) {}

  @Answers(flowHookGet)
  get({ flowId }: ParsedRequestOf<typeof flowHookGet>, context: MessageContext): Promise<ReplyOf<typeof flowHookGet>> {
    return this.hooks.get(flowId, context);
  }

  @Answers(flowHookReissue)
  reissue(
    { flowId }: ParsedRequestOf<typeof flowHookReissue>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof flowHookReissue>> {
    return this.hooks.reissue(flowId, context);
  }

  @All('hooks/flows/:flowId/:token')
  async call(@Req() request: Request<{ flowId: string; token: string }>, @Res() response: Response): Promise<void> {
    const { flowId, token } = request.params;
    const answer = (status: number, text = '') => void response.status(status).type('text/plain').send(text);
    const called = await this.calls.find(flowId, token);
    if (!called) return answer(404, 'There is no such hook. Copy its address from the flow again.\n');
    const body = await bodyOf(request);
    if (!body) return answer(413, 'The body of a call is too large.\n');
    try {
      const isTaken = await this.calls.take(called, { headers: headersOf(request), body });
      return isTaken ? answer(200) : answer(401, 'The signature is wrong.\n');
    } catch (error: unknown) {
      if (!(error instanceof AccessFailure)) throw error;
      return answer(503, 'The call cannot be checked now. Call again later.\n');
    }
  }
}

/** An order of several hundred lines has less. */
const maxBytes = 4 * 1024 * 1024;

/** The body as it was sent; undefined when it is too large. */
async function bodyOf(request: Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function headersOf({ headers }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
