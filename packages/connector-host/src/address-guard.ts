import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A connection to an address that outbound calls may not reach. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_REFUSED';
  constructor(readonly host: string) {
    super(`the address of ${host} is not a public one`);
    this.name = 'AddressRefused';
  }
}

/**
 * Whether an IP address is on the public internet: no private, loopback, link-local, multicast, carrier-grade NAT,
 * unspecified or reserved range, neither as IPv4 mapped or translated into IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // Addresses that carry an IPv4 address (NAT64, 6to4, Teredo) have ranges of their own in ipaddr.js and end above.
  return !(parsed.kind() === 'ipv6' && (parsed as ipaddr.IPv6).parts.slice(0, 6).every((part) => part === 0));
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A DNS look-up for `net.connect` that gives only public addresses: the address that was checked is the one connected
 * to. One address that is not public refuses them all.
 */
export function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const first = addresses[0];
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new AddressRefused(hostname), []);
    }
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

/** Checks what needs no DNS: the scheme, and an address that stands in the URL itself (for which no look-up happens). */
export function assertUrlAllowed(url: URL, allowPrivateAddresses: boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressRefused(url.host);
  if (allowPrivateAddresses) return;
  if (url.protocol === 'http:') throw new AddressRefused(url.host);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new AddressRefused(host);
}

/** Names that lead to no machine on the internet (RFC 2606, 6761, 6762, 8375), or only inside a house or a cluster. */
const localNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid)$/;

/** Whether an application on the internet can reach an address, as far as the address itself tells. */
function isPublicHttps(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (protocol !== 'https:') return false;
  return isIP(host) === 0 ? host.includes('.') && !localNames.test(host) : isPublicAddress(host);
}

/** Why an application cannot call Koppel: its address is none on the internet, or has a port that the application does not call. */
export type CallbackObstacle = { kind: 'not_public' } | { kind: 'port'; port: number; ports: string };

/**
 * Undefined where an application can call Koppel, as far as the address itself tells.
 *
 * @param ports that the application calls; left out: any
 */
export function callbackObstacle(address: string, ports?: readonly number[]): CallbackObstacle | undefined {
  if (!isPublicHttps(address)) return { kind: 'not_public' };
  const port = Number(new URL(address).port || 443);
  return !ports || ports.includes(port) ? undefined : { kind: 'port', port, ports: ports.join(', ') };
}
