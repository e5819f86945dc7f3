import type { RequestHandler } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4 } from 'node:net';

const neighbours = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  neighbours.addSubnet(network, prefix, 'ipv4');
}
neighbours.addAddress('::1', 'ipv6');
neighbours.addSubnet('fc00::', 7, 'ipv6');

const refusal =
  'Metrics are not public. Call from a private address without a proxy, or send METRICS_TOKEN as a bearer token.\n';

/** Lets only those pass to `/metrics` who may read them. */
export function guardMetrics(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (mayReadMetrics(request, token)) next();
    else response.status(403).type('text/plain').send(refusal);
  };
}

/** Probes are for machines beside the gateway; to who comes through a proxy there is no such path. */
export function hideProbes(): RequestHandler {
  return (request, response, next) => {
    if (isPassedOn(request)) response.status(404).type('text/plain').send('Not found.\n');
    else next();
  };
}

/**
 * Metrics stand on the public port, but tell nothing to the public. With a token, whoever knows it reads them; without,
 * only who calls directly from this machine or its private network: what a proxy passes on may come from anywhere.
 */
export function mayReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) return isSame(request.headers.authorization ?? '', `Bearer ${token}`);
  if (isPassedOn(request)) return false;
  return isNeighbour(request.socket.remoteAddress ?? '');
}

function isPassedOn({ headers }: IncomingMessage): boolean {
  return ['forwarded', 'via', 'x-forwarded-for'].some((name) => headers[name] !== undefined);
}

function isNeighbour(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return neighbours.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
