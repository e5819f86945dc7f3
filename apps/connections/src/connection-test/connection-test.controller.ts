import { Controller } from '@nestjs/common';
import {
  connectionTest,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
  type TestStep,
} from '@koppel/contracts';
import { translateSentences, type Sentences } from '@koppel/connector-sdk';
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
    { connectionId, language = 'en' }: ParsedRequestOf<typeof connectionTest>,
    context: MessageContext,
  ): Promise<ReplyOf<typeof connectionTest>> {
    const { connection, steps } = await this.test.run(connectionId, context);
    const sentences = this.applications.get(connection.applicationId).testTranslations?.[language];
    return {
      connection: toReply(connection),
      steps: sentences ? steps.map((step) => inLanguage(step, sentences)) : steps,
    };
  }
}

function inLanguage(step: TestStep, sentences: Sentences): TestStep {
  const { title, message, advice } = step;
  const say = (text: string): string => translateSentences(text, sentences);
  return {
    ...step,
    title: say(title),
    ...(message === undefined ? {} : { message: say(message) }),
    ...(advice === undefined ? {} : { advice: say(advice) }),
  };
}
