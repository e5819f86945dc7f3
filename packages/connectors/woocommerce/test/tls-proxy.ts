import { randomUUID } from 'node:crypto';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

export interface TlsProxy {
  /** `https://127.0.0.1:…` */
  origin: string;
  /** Paths with their queries, as they came. */
  seen: string[];
  stop(): Promise<void>;
}

/**
 * Ends TLS before a shop, with a certificate that this process trusts.
 *
 * @param tells whether the shop learns that it is called by https
 * @param hasOwnDate its answers carry the time of its own clock
 */
export async function startTlsProxy(
  target: string,
  { tells = true, isTrusted = true, hasOwnDate = false } = {},
): Promise<TlsProxy> {
  const { key, cert } = await aCertificate();
  if (isTrusted) setDefaultCACertificates([...getCACertificates('default'), cert]);
  const { hostname, port } = new URL(target);
  const seen: string[] = [];
  const server = createServer({ key, cert }, (incoming, response) => {
    seen.push(incoming.url ?? '');
    const headers = { ...incoming.headers, ...(tells && { 'x-forwarded-proto': 'https' }) };
    const outgoing = forward(
      { host: hostname, port, method: incoming.method, path: incoming.url, headers, agent: false },
      (answer) => {
        const date = hasOwnDate ? new Date().toUTCString() : answer.headers.date;
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date });
        answer.pipe(response);
      },
    );
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Names differ, as those that are trusted are looked up by them. */
async function aCertificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: `proxy ${randomUUID()}` }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { key, cert };
}
