import { isPublicAddress } from '@koppel/connector-host';
import type { Connector, KeyApproval } from '@koppel/connector-sdk';
import type { Reason } from '@koppel/contracts';
import { isIP } from 'node:net';
import { reason } from '../reasons.js';

/** Names that lead to no machine on the internet (RFC 2606, 6761, 6762, 8375), or only inside a house or a cluster. */
const localNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid)$/;

/** Whether an application on the internet can reach an address, as far as the address itself tells. */
export function isPublicHttps(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (protocol !== 'https:') return false;
  return isIP(host) === 0 ? host.includes('.') && !localNames.test(host) : isPublicAddress(host);
}

/** Why an application cannot post its keys to this Koppel; undefined where it can. Pure. */
export function obstacleOf(
  { name: application, keyApproval }: Pick<Connector, 'name'> & { keyApproval: KeyApproval },
  publicUrl: string,
): Reason | undefined {
  if (!isPublicHttps(publicUrl))
    return reason('connections.approval_needs_public_url', { application, address: publicUrl });
  const port = Number(new URL(publicUrl).port || 443);
  const { callbackPorts } = keyApproval;
  if (!callbackPorts || callbackPorts.includes(port)) return undefined;
  return reason('connections.approval_port', { application, port, ports: callbackPorts.join(', ') });
}
