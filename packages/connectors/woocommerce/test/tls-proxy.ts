import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

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
 */
export async function startTlsProxy(target: string, { tells = true, isTrusted = true } = {}): Promise<TlsProxy> {
  const { key, cert } = aCertificate();
  if (isTrusted) setDefaultCACertificates([...getCACertificates('default'), cert]);
  const { hostname, port } = new URL(target);
  const seen: string[] = [];
  const server = createServer({ key, cert }, (incoming, response) => {
    seen.push(incoming.url ?? '');
    const headers = { ...incoming.headers, ...(tells && { 'x-forwarded-proto': 'https' }) };
    const outgoing = forward(
      { host: hostname, port, method: incoming.method, path: incoming.url, headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
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

function aCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  try {
    execFileSync('openssl', [...options, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
