import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShownArticle } from './sample-items.js';

/** What the shop's own administrator sees: every variant, also those that are hidden. */
export interface ShopVariant {
  id: string;
  sku: string;
  name: string;
  enabled: boolean;
  /** In cents without tax. */
  price: number;
  currencyCode: string;
  updatedAt: string;
  stockLevels: { stockOnHand: number }[];
  product: { id: string; name: string; enabled: boolean; updatedAt: string };
}

export function inShop({ sku, name, enabled, price, stockLevels, product }: ShopVariant): ShownArticle {
  const stock = stockLevels.reduce((sum, { stockOnHand }) => sum + stockOnHand, 0);
  return { sku, name, isShown: enabled && product.enabled, priceCents: price, stock };
}

interface ShopLogin {
  adminApiUrl: string;
  username: string;
  password: string;
}

const variantFields =
  'id sku name enabled price currencyCode updatedAt stockLevels { stockOnHand } product { id name enabled updatedAt }';

/** Signs in at Vendure's admin API and asks it by GraphQL. */
export class VendureAdmin {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn({ adminApiUrl, username, password }: ShopLogin): Promise<VendureAdmin> {
    const query = `mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { __typename } }`;
    const response = await fetch(adminApiUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { username, password } }),
    });
    const token = response.headers.get('vendure-auth-token');
    if (!token) throw new Error(`Vendure gave no token: ${await response.text()}`);
    return new VendureAdmin(adminApiUrl, token);
  }

  /** Every variant of the shop, ordered by SKU. */
  async variants(): Promise<ShopVariant[]> {
    const variants: ShopVariant[] = [];
    for (let total = 1; variants.length < total;) {
      const { productVariants } = await this.ask<{ productVariants: { totalItems: number; items: ShopVariant[] } }>(
        `query ($skip: Int!) { productVariants(options: { skip: $skip, take: 500, sort: { id: ASC } }) { totalItems items { ${variantFields} } } }`,
        { skip: variants.length },
      );
      total = productVariants.items.length === 0 ? 0 : productVariants.totalItems;
      variants.push(...productVariants.items);
    }
    return variants.sort((left, right) => (left.sku < right.sku ? -1 : 1));
  }

  async countProducts(): Promise<number> {
    const { products } = await this.ask<{ products: { totalItems: number } }>(
      '{ products(options: { take: 1 }) { totalItems } }',
    );
    return products.totalItems;
  }

  private async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: unknown };
    if (!data || errors) throw new Error(`the admin API refused: ${JSON.stringify(errors)}`);
    return data;
  }
}

/** Stands before a shop, passes everything on, and keeps the mutations that came by, log-ins left out. */
export interface MutationWatch {
  url: string;
  mutations: string[];
  close(): void;
}

/** @param noteOf what to keep of a request; undefined keeps nothing of it */
export async function watchMutations(
  shopUrl: string,
  noteOf: (body: string | undefined, request: IncomingMessage) => string | undefined = mutationIn,
): Promise<MutationWatch> {
  const mutations: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const note = noteOf(body, request);
      if (note) mutations.push(note);
      const answer = await fetch(`${shopUrl}${request.url}`, {
        method: request.method,
        headers: headersOf(request),
        body,
      });
      const headers = [...answer.headers].filter(([name]) => !hopHeaders.has(name));
      response.writeHead(answer.status, Object.fromEntries(headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://localhost:${port}`, mutations, close };
}

const hopHeaders = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'host',
]);

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers = Object.entries(request.headers).filter(([name]) => !hopHeaders.has(name));
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : Buffer.concat(chunks).toString('utf8');
}

function mutationIn(body: string | undefined): string | undefined {
  if (!body?.includes('mutation')) return undefined;
  const { query } = JSON.parse(body) as { query?: string };
  return query?.trimStart().startsWith('mutation') && !query.includes('login(') ? query : undefined;
}
