import { Controller } from '@nestjs/common';
import { connectionTest, type MessageContext, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { Applications } from '../applications/applications.js';
import { toReply } from '../connection/connection.js';
import { ConnectionTest } from './connection-test.service.js';

@Controller()
export class ConnectionTestController {
  constructor(
    private readonly test: ConnectionTest,
    private readonly applications: Applications,
  ) {}

  @Answers(connectionTest)
  async run(
    { connectionId }: ParsedRequestOf<typeof connectionTest>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionTest>> {
    const { connection, steps } = await this.test.run(connectionId, context);
    return { connection: toReply(connection, this.applications.accountOf(connection)), steps };
  }
}
