import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const key = 'a-key-of-the-simulator';
const products = ['Mug', 'Plate', 'Bowl'].map((name, index) => ({
  id: `id-${index}`,
  code: `SKU-${index}`,
  name,
  isEnded: index === 2,
  changedAt: `2026-01-0${index + 1}T12:00:00.000Z`,
}));

/** `GET products`: a page of what changed since then, in the order of the changes. */
function page(query: URLSearchParams) {
  const changed = products.filter(({ changedAt }) => changedAt >= (query.get('changedSince') ?? ''));
  const from = Number(query.get('cursor') ?? 0);
  const end = from + Number(query.get('limit') ?? 100);
  return { items: changed.slice(from, end), next: end < changed.length ? String(end) : null };
}

/** Acme Shop, as far as the connector calls it. */
export async function startAcmeShop(): Promise<{ origin: string; key: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers['x-api-key'] !== key) answer(401, { message: 'The key is not known' });
    else if (pathname === '/products') answer(200, page(searchParams));
    else answer(404, { message: 'Not found' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
