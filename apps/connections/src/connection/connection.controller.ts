import { Controller } from '@nestjs/common';
import {
  connectionCreate,
  connectionDelete,
  connectionGet,
  connectionList,
  connectionReport,
  connectionUpdate,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { Applications } from '../applications/applications.js';
import { toReply, type Connection } from './connection.js';
import { ConnectionService } from './connection.service.js';

@Controller()
export class ConnectionController {
  constructor(
    private readonly connections: ConnectionService,
    private readonly applications: Applications,
  ) {}

  @Answers(connectionCreate)
  async create(
    request: ParsedRequestOf<typeof connectionCreate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionCreate>> {
    return this.replyOf(await this.connections.create(request, context));
  }

  @Answers(connectionList)
  async list(
    request: ParsedRequestOf<typeof connectionList>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionList>> {
    return { items: (await this.connections.list(request.applicationId, context)).map((one) => this.replyOf(one)) };
  }

  @Answers(connectionGet)
  async get(
    request: ParsedRequestOf<typeof connectionGet>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionGet>> {
    return this.replyOf(await this.connections.get(request.connectionId, context));
  }

  @Answers(connectionUpdate)
  async update(
    request: ParsedRequestOf<typeof connectionUpdate>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionUpdate>> {
    return this.replyOf(await this.connections.update(request, context));
  }

  @Answers(connectionDelete)
  async delete(
    request: ParsedRequestOf<typeof connectionDelete>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionDelete>> {
    await this.connections.delete(request.connectionId, context);
    return {};
  }

  @Answers(connectionReport)
  async report(
    request: ParsedRequestOf<typeof connectionReport>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionReport>> {
    return this.replyOf(await this.connections.report(request, context));
  }

  private replyOf(connection: Connection): ReplyOf<typeof connectionGet> {
    return toReply(connection, this.applications.accountOf(connection));
  }
}
