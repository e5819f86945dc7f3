import { Controller } from '@nestjs/common';
import {
  webhookCreate,
  webhookDelete,
  webhookDeliveryGet,
  webhookDeliveryList,
  webhookDeliveryResend,
  webhookDeliveryResendDead,
  webhookList,
  webhookRotateSecret,
  webhookTest,
  webhookUpdate,
  type MessageContext,
  type ParsedRequestOf,
  type ReplyOf,
} from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { DeliveryLogService } from './delivery-log.service.js';
import { WebhookService } from './webhook.service.js';

type Reply<C extends Parameters<typeof Answers>[0]> = Promise<ReplyOf<C>>;

@Controller()
export class WebhookController {
  constructor(
    private readonly webhooks: WebhookService,
    private readonly deliveries: DeliveryLogService,
  ) {}

  @Answers(webhookList)
  async list(_request: ParsedRequestOf<typeof webhookList>, context: MessageContext): Reply<typeof webhookList> {
    return { items: await this.webhooks.list(context) };
  }

  @Answers(webhookCreate)
  create(request: ParsedRequestOf<typeof webhookCreate>, context: MessageContext): Reply<typeof webhookCreate> {
    return this.webhooks.create(request, context);
  }

  @Answers(webhookUpdate)
  update(request: ParsedRequestOf<typeof webhookUpdate>, context: MessageContext): Reply<typeof webhookUpdate> {
    return this.webhooks.update(request, context);
  }

  @Answers(webhookDelete)
  async delete(
    { webhookId }: ParsedRequestOf<typeof webhookDelete>,
    context: MessageContext,
  ): Reply<typeof webhookDelete> {
    await this.webhooks.delete(webhookId, context);
    return {};
  }

  @Answers(webhookRotateSecret)
  async rotateSecret(
    { webhookId }: ParsedRequestOf<typeof webhookRotateSecret>,
    context: MessageContext,
  ): Reply<typeof webhookRotateSecret> {
    return { secret: await this.webhooks.rotateSecret(webhookId, context) };
  }

  @Answers(webhookTest)
  test({ webhookId }: ParsedRequestOf<typeof webhookTest>, context: MessageContext): Reply<typeof webhookTest> {
    return this.deliveries.test(webhookId, context);
  }

  @Answers(webhookDeliveryList)
  listDeliveries(
    request: ParsedRequestOf<typeof webhookDeliveryList>,
    context: MessageContext,
  ): Reply<typeof webhookDeliveryList> {
    return this.deliveries.list(request, context);
  }

  @Answers(webhookDeliveryGet)
  getDelivery(
    { deliveryId }: ParsedRequestOf<typeof webhookDeliveryGet>,
    context: MessageContext,
  ): Reply<typeof webhookDeliveryGet> {
    return this.deliveries.get(deliveryId, context);
  }

  @Answers(webhookDeliveryResend)
  resend(
    { deliveryId }: ParsedRequestOf<typeof webhookDeliveryResend>,
    context: MessageContext,
  ): Reply<typeof webhookDeliveryResend> {
    return this.deliveries.resend(deliveryId, context);
  }

  @Answers(webhookDeliveryResendDead)
  async resendDead(
    { webhookId }: ParsedRequestOf<typeof webhookDeliveryResendDead>,
    context: MessageContext,
  ): Reply<typeof webhookDeliveryResendDead> {
    return { count: await this.deliveries.resendDead(webhookId, context) };
  }
}
