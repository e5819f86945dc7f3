import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVendure } from '../../../../tools/vendure.ts';

interface Answer<Data> {
  data?: Data;
  errors?: { message: string }[];
}

export interface OrderRequest {
  email: string;
  lines: { variantId: string; quantity: number }[];
  couponCode?: string;
  /** The code of a payment method; the first by default. */
  method?: string;
  /** What the buyer gives to the payment method. */
  metadata?: Record<string, boolean>;
}

export interface PlacedOrder {
  id: string;
  code: string;
  updatedAt: string;
  totalWithTax: number;
  lines: { id: string; quantity: number }[];
  payments: { id: string; amount: number; refunds: { id: string; state: string; total: number }[] }[];
}

/** A real Vendure, and a person's hands in its admin and shop APIs. */
export class Shop {
  private adminToken = '';

  private constructor(
    readonly origin: string,
    readonly login: { username: string; password: string },
    private readonly stopServer: () => Promise<void>,
  ) {}

  static async start(database: string): Promise<Shop> {
    const stateDir = mkdtempSync(join(tmpdir(), 'koppel-vendure-'));
    const server = await startVendure({ stateDir, databaseUrl: process.env['DATABASE_URL'] ?? '', database });
    const shop = new Shop(
      server.url.replace('localhost', '127.0.0.1'),
      { username: server.username, password: server.password },
      async () => {
        await server.stop();
        rmSync(stateDir, { recursive: true, force: true });
      },
    );
    await shop.signIn();
    return shop;
  }

  stop(): Promise<void> {
    return this.stopServer();
  }

  async admin<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return (await this.call<Data>('admin-api', { query, variables }, this.adminToken)).data;
  }

  /** Ends one session, as its expiry would. */
  async endSession(authorization: string): Promise<void> {
    const query = 'mutation { logout { success } }';
    await this.call('admin-api', { query }, authorization.replace('Bearer ', ''));
  }

  async signIn(): Promise<string> {
    const query =
      'mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { __typename } }';
    this.adminToken = (await this.call('admin-api', { query, variables: this.login }, '')).token;
    return this.adminToken;
  }

  /** An article as a person makes it in the dashboard; gives the id of its variant. */
  async createArticle(sku: string, price: number, options: { productId?: string } = {}): Promise<string> {
    const productId = options.productId ?? (await this.createProduct(sku));
    const variant = {
      productId,
      sku,
      price,
      stockOnHand: 1000,
      translations: [{ languageCode: 'en', name: `Article ${sku}` }],
    };
    const query = 'mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }';
    const { createProductVariants } = await this.admin<{ createProductVariants: { id: string }[] }>(query, {
      input: [variant],
    });
    return createProductVariants[0]?.id ?? '';
  }

  /** Deletes the product of an article and makes it again, as a person would. */
  async remakeArticle(sku: string, price: number): Promise<void> {
    const { productVariants } = await this.admin<{ productVariants: { items: { productId: string }[] } }>(
      'query ($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } } }) { items { productId } } }',
      { sku },
    );
    for (const { productId } of productVariants.items)
      await this.admin('mutation ($id: ID!) { deleteProduct(id: $id) { result } }', { id: productId });
    await this.createArticle(sku, price);
  }

  /** Variants of one product, told apart by a size. */
  async createVariants(productId: string, skus: readonly string[]): Promise<void> {
    const options = skus.map((code) => ({
      code: code.toLowerCase(),
      translations: [{ languageCode: 'en', name: code }],
    }));
    const group = { code: `size-${productId}`, translations: [{ languageCode: 'en', name: 'Size' }], options };
    const created = await this.admin<{ createProductOptionGroup: { id: string; options: { id: string }[] } }>(
      'mutation ($group: CreateProductOptionGroupInput!) { createProductOptionGroup(input: $group) { id options { id } } }',
      { group },
    );
    const { id: groupId, options: made } = created.createProductOptionGroup;
    await this.admin(
      'mutation ($productId: ID!, $groupId: ID!) { addOptionGroupToProduct(productId: $productId, optionGroupId: $groupId) { id } }',
      {
        productId,
        groupId,
      },
    );
    const input = skus.map((sku, index) => ({
      ...{ productId, sku, price: 1000, optionIds: [made[index]?.id] },
      translations: [{ languageCode: 'en', name: `Article ${sku}` }],
    }));
    await this.admin(
      'mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }',
      { input },
    );
  }

  async createProduct(name: string, slug = name.toLowerCase()): Promise<string> {
    const input = { enabled: true, translations: [{ languageCode: 'en', name, slug, description: '' }] };
    const query = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';
    return (await this.admin<{ createProduct: { id: string } }>(query, { input })).createProduct.id;
  }

  async createCoupon(couponCode: string, percent: number): Promise<void> {
    const input = {
      ...{ enabled: true, couponCode, conditions: [] },
      actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: String(percent) }] }],
      translations: [{ languageCode: 'en', name: couponCode }],
    };
    await this.admin('mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }', {
      input,
    });
  }

  /** A guest's whole way through the check-out; gives the order's code. */
  async placeOrder({ email, lines, couponCode, method, metadata = {} }: OrderRequest): Promise<string> {
    let token = '';
    const step = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
      const answer = await this.call<Data>('shop-api', { query, variables }, token);
      token = answer.token || token;
      return answer.data;
    };
    for (const line of lines) {
      await step(
        'mutation ($variantId: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $variantId, quantity: $quantity) { __typename } }',
        line,
      );
    }
    if (couponCode)
      await step('mutation ($couponCode: String!) { applyCouponCode(couponCode: $couponCode) { __typename } }', {
        couponCode,
      });
    await step('mutation ($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { __typename } }', {
      input: { emailAddress: email, firstName: 'Noor', lastName: 'de Wit' },
    });
    const address = {
      fullName: 'Noor de Wit',
      streetLine1: 'Kade 1',
      city: 'Utrecht',
      postalCode: '3511 AA',
      countryCode: 'NL',
      phoneNumber: '030 1234567',
    };
    await step(
      'mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename } setOrderBillingAddress(input: $input) { __typename } }',
      { input: address },
    );
    const { eligibleShippingMethods } = await step<{ eligibleShippingMethods: { id: string }[] }>(
      'query { eligibleShippingMethods { id } }',
    );
    await step(
      'mutation ($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { __typename } transitionOrderToState(state: "ArrangingPayment") { __typename } }',
      {
        id: [eligibleShippingMethods[0]?.id],
      },
    );
    const { eligiblePaymentMethods } = await step<{ eligiblePaymentMethods: { code: string }[] }>(
      'query { eligiblePaymentMethods { code } }',
    );
    const pay = (input: { method: string | undefined; metadata: Record<string, boolean> }) =>
      step<{ addPaymentToOrder: { code?: string; message?: string } }>(
        'mutation ($input: PaymentInput!) { addPaymentToOrder(input: $input) { ... on Order { code } ... on ErrorResult { message } } }',
        { input },
      );
    const chosen = method ?? eligiblePaymentMethods[0]?.code;
    // A payment that fails is followed by one that does not.
    if (Object.keys(metadata).length > 0) await pay({ method: chosen, metadata });
    const { addPaymentToOrder } = await pay({ method: chosen, metadata: {} });
    if (!addPaymentToOrder.code) throw new Error(`the order was not placed: ${addPaymentToOrder.message}`);
    return addPaymentToOrder.code;
  }

  /** The order with what a person needs to cancel and to give back. */
  async findOrder(code: string): Promise<PlacedOrder> {
    const query =
      'query ($code: String!) { orders(options: { filter: { code: { eq: $code } } }) { items { id code updatedAt totalWithTax lines { id quantity } payments { id amount refunds { id state total } } } } }';
    const { orders } = await this.admin<{ orders: { items: PlacedOrder[] } }>(query, { code });
    const [order] = orders.items;
    if (!order) throw new Error(`there is no order ${code}`);
    return order;
  }

  /** A payment method that only secures the money at the check-out. */
  async createSecuringMethod(code: string): Promise<void> {
    const input = {
      ...{ code, enabled: true, translations: [{ languageCode: 'en', name: code, description: '' }] },
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
    };
    const query = 'mutation ($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }';
    await this.admin(query, { input });
  }

  async settlePayment(id: string): Promise<void> {
    await this.admin('mutation ($id: ID!) { settlePayment(id: $id) { __typename } }', { id });
  }

  /** Makes more pieces of an article a part of a placed order, which then waits for the rest of its payment. */
  async orderMore(orderId: string, orderLineId: string, quantity: number): Promise<void> {
    await this.admin(
      'mutation ($id: ID!) { transitionOrderToState(id: $id, state: "Modifying") { __typename ... on ErrorResult { message } } }',
      { id: orderId },
    );
    const { modifyOrder } = await this.admin<{ modifyOrder: { message?: string } }>(
      'mutation ($input: ModifyOrderInput!) { modifyOrder(input: $input) { __typename ... on ErrorResult { message } } }',
      { input: { dryRun: false, orderId, adjustOrderLines: [{ orderLineId, quantity }] } },
    );
    if (modifyOrder.message) throw new Error(modifyOrder.message);
    await this.admin(
      'mutation ($id: ID!) { transitionOrderToState(id: $id, state: "ArrangingAdditionalPayment") { __typename } }',
      {
        id: orderId,
      },
    );
  }

  /** Notes that a buyer paid the rest in another way. */
  async addManualPayment(orderId: string, method: string): Promise<void> {
    const { addManualPaymentToOrder } = await this.admin<{ addManualPaymentToOrder: { message?: string } }>(
      'mutation ($input: ManualPaymentInput!) { addManualPaymentToOrder(input: $input) { __typename ... on ErrorResult { message } } }',
      { input: { orderId, method, transactionId: 'by-bank', metadata: {} } },
    );
    if (addManualPaymentToOrder.message) throw new Error(addManualPaymentToOrder.message);
  }

  async cancel(
    orderId: string,
    lines: { orderLineId: string; quantity: number }[],
    cancelShipping = false,
  ): Promise<void> {
    await this.admin(
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on ErrorResult { message } } }',
      { input: { orderId, lines, cancelShipping, reason: 'Not there' } },
    );
  }

  /** Gives money back, as the dashboard does it, and says that it was paid; gives the id of the refund. */
  async refund(input: {
    paymentId: string;
    amount: number;
    lines?: { orderLineId: string; quantity: number }[];
    shipping?: number;
    reason?: string;
  }): Promise<string> {
    const whole = { lines: [], shipping: 0, adjustment: 0, ...input };
    const query =
      'mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { ... on Refund { id state } ... on ErrorResult { message } } }';
    const { refundOrder } = await this.admin<{ refundOrder: { id: string; state: string; message?: string } }>(query, {
      input: whole,
    });
    if (refundOrder.message) throw new Error(refundOrder.message);
    const settle = 'mutation ($input: SettleRefundInput!) { settleRefund(input: $input) { __typename } }';
    if (refundOrder.state === 'Pending')
      await this.admin(settle, { input: { id: refundOrder.id, transactionId: 'by-bank' } });
    return refundOrder.id;
  }

  private async call<Data>(api: string, body: unknown, token: string): Promise<{ data: Data; token: string }> {
    const response = await fetch(`${this.origin}/${api}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer<Data>;
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return { data: answer.data, token: response.headers.get('vendure-auth-token') ?? '' };
  }
}
