/** A customer's way through a Vendure shop: only what the shop API offers to everybody. */

export interface VendureCustomer {
  emailAddress: string;
  firstName: string;
  lastName: string;
  phoneNumber?: string;
}

export interface VendureAddress {
  fullName?: string;
  company?: string;
  streetLine1: string;
  streetLine2?: string;
  city: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2, such as `NL`. */
  countryCode: string;
  phoneNumber?: string;
}

export interface VendureOrderRequest {
  shopApiUrl: string;
  lines: { sku: string; quantity: number }[];
  customer: VendureCustomer;
  shippingAddress: VendureAddress;
  /** The shipping address unless told. */
  billingAddress?: VendureAddress;
}

export interface PlacedVendureOrder {
  code: string;
  state: string;
  /** Of the goods, in cents without tax. */
  subTotalCents: number;
  shippingCents: number;
  /** Of everything, in cents. */
  totalCents: number;
  totalWithTaxCents: number;
  lines: { sku: string; quantity: number; unitPriceCents: number; lineTotalCents: number; taxRatePercent: number }[];
}

interface GraphQlReply<Data> {
  data?: Data;
  errors?: { message: string }[];
}

/** Every result union of the shop API: the wanted type, or an error that names itself. */
interface ResultUnion {
  __typename: string;
  message?: string;
}

const orderFields = `
  code state subTotal shipping total totalWithTax
  lines { quantity unitPrice proratedLinePrice taxRate productVariant { sku } }`;

interface OrderReply extends ResultUnion {
  code: string;
  state: string;
  subTotal: number;
  shipping: number;
  total: number;
  totalWithTax: number;
  lines: {
    quantity: number;
    unitPrice: number;
    proratedLinePrice: number;
    taxRate: number;
    productVariant: { sku: string };
  }[];
}

/** One visitor of the shop: Vendure recognises them by the token that it handed out with its first answer. */
function visit(shopApiUrl: string) {
  let token: string | undefined;

  async function query<Data>(text: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    const body = JSON.stringify({ query: text, variables });
    const reply = await fetch(shopApiUrl, { method: 'POST', headers, body });
    token = reply.headers.get('vendure-auth-token') ?? token;
    const { data, errors } = (await reply.json()) as GraphQlReply<Data>;
    if (!data || errors) throw new Error(`the shop API refused: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Calls a mutation whose field is aliased `result` and insists on the wanted type. */
  async function mutate<Result extends ResultUnion>(text: string, variables: Record<string, unknown>, wanted: string) {
    const { result } = await query<{ result: Result }>(`mutation ${text}`, variables);
    if (result.__typename !== wanted)
      throw new Error(`the shop answered ${result.__typename}: ${result.message ?? ''}`);
    return result;
  }

  return { query, mutate };
}

type Visit = ReturnType<typeof visit>;

interface ProductsPage {
  products: { totalItems: number; items: { variants: { id: string; sku: string }[] }[] };
}

/** Every variant on sale: its SKU and the id that Vendure gave it. */
async function readVariantIds({ query }: Visit): Promise<Map<string, string>> {
  const pageSize = 100;
  const ids = new Map<string, string>();
  for (let skip = 0, total = 1; skip < total; skip += pageSize) {
    const { products } = await query<ProductsPage>(
      'query ($skip: Int!, $take: Int!) { products(options: { skip: $skip, take: $take, sort: { id: ASC } }) { totalItems items { variants { id sku } } } }',
      { skip, take: pageSize },
    );
    total = products.totalItems;
    for (const { id, sku } of products.items.flatMap(({ variants }) => variants)) ids.set(sku, id);
  }
  return ids;
}

const errorFields = '... on ErrorResult { message }';

async function fillCart(shop: Visit, lines: VendureOrderRequest['lines']): Promise<void> {
  const ids = await readVariantIds(shop);
  for (const { sku, quantity } of lines) {
    const id = ids.get(sku);
    if (!id) throw new Error(`the shop has no enabled product with SKU ${sku}; it has ${ids.size} variants`);
    const add = `($id: ID!, $quantity: Int!) { result: addItemToOrder(productVariantId: $id, quantity: $quantity) { __typename ${errorFields} } }`;
    await shop.mutate(add, { id, quantity }, 'Order');
  }
}

async function giveAddresses(shop: Visit, request: VendureOrderRequest): Promise<void> {
  const { customer, shippingAddress, billingAddress = shippingAddress } = request;
  const setCustomer = `($input: CreateCustomerInput!) { result: setCustomerForOrder(input: $input) { __typename ${errorFields} } }`;
  await shop.mutate(setCustomer, { input: customer }, 'Order');
  const setAddress = (field: string) =>
    `($input: CreateAddressInput!) { result: ${field}(input: $input) { __typename ${errorFields} } }`;
  await shop.mutate(setAddress('setOrderShippingAddress'), { input: shippingAddress }, 'Order');
  await shop.mutate(setAddress('setOrderBillingAddress'), { input: billingAddress }, 'Order');
}

async function chooseShipping(shop: Visit): Promise<void> {
  const { methods } = await shop.query<{ methods: { id: string }[] }>('{ methods: eligibleShippingMethods { id } }');
  if (methods.length === 0) throw new Error('the shop offers no way to ship this order');
  const choose = `($ids: [ID!]!) { result: setOrderShippingMethod(shippingMethodId: $ids) { __typename ${errorFields} } }`;
  await shop.mutate(choose, { ids: methods.slice(0, 1).map(({ id }) => id) }, 'Order');
}

async function pay(shop: Visit): Promise<OrderReply> {
  const arrange = `{ result: transitionOrderToState(state: "ArrangingPayment") { __typename ${errorFields} } }`;
  await shop.mutate(arrange, {}, 'Order');
  const { methods } = await shop.query<{ methods: { code: string; isEligible: boolean }[] }>(
    '{ methods: eligiblePaymentMethods { code isEligible } }',
  );
  const method = methods.find(({ isEligible }) => isEligible)?.code;
  if (!method) throw new Error('the shop offers no way to pay for this order');
  const add = `($method: String!) { result: addPaymentToOrder(input: { method: $method, metadata: {} }) { __typename ... on Order { ${orderFields} } ${errorFields} } }`;
  return shop.mutate<OrderReply>(add, { method }, 'Order');
}

/**
 * Places and pays an order as a guest through the shop API.
 * @returns what the shop says of it, amounts in cents
 */
export async function placeVendureOrder(request: VendureOrderRequest): Promise<PlacedVendureOrder> {
  const shop = visit(request.shopApiUrl);
  await fillCart(shop, request.lines);
  await giveAddresses(shop, request);
  await chooseShipping(shop);
  const order = await pay(shop);
  return {
    ...{ code: order.code, state: order.state, subTotalCents: order.subTotal, shippingCents: order.shipping },
    ...{ totalCents: order.total, totalWithTaxCents: order.totalWithTax },
    lines: order.lines.map((line) => ({
      ...{ sku: line.productVariant.sku, quantity: line.quantity, unitPriceCents: line.unitPrice },
      ...{ lineTotalCents: line.proratedLinePrice, taxRatePercent: line.taxRate },
    })),
  };
}
